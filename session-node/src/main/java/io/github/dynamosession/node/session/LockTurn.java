package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLease;
import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionTracer;
import io.github.dynamosession.store.SessionTracer.Span;
import java.time.Duration;
import java.util.Optional;

/** A request has one session for itself, on all nodes, from when it takes its turn until it ends it. */
final class LockTurn {

    private final SessionMetrics metrics;
    private final SessionState state;
    private final StoreCallGate gate;
    private final SessionLease lease;
    private final SaveCycle saves;
    private final Refreshes refreshes;

    LockTurn(
            SessionMetrics metrics,
            SessionState state,
            StoreCallGate gate,
            SessionLease lease,
            SaveCycle saves,
            Refreshes refreshes) {
        this.metrics = metrics;
        this.state = state;
        this.gate = gate;
        this.lease = lease;
        this.saves = saves;
        this.refreshes = refreshes;
    }

    /** See {@link LocalSession#lock}. */
    boolean take() {
        long begin = System.nanoTime();
        Span span = metrics.begin(SessionTracer::lockWaitBegins);
        boolean taken = false;
        try {
            taken = takeNow();
            return taken;
        } finally {
            metrics.lockWait(taken, System.nanoTime() - begin);
            span.end(taken ? Outcome.SUCCESS : Outcome.FAILURE);
        }
    }

    private boolean takeNow() {
        Duration left = lease.awaitTurn(key());
        boolean locked = false;
        try {
            locked = !state.isGone()
                    && (!state.isStored() || lockInStore(left)); // of one that is not stored no other node knows
            return locked;
        } finally {
            if (!locked) {
                end();
            }
        }
    }

    private boolean lockInStore(Duration left) {
        long writesBefore = saves.writes(); // before the key, which a write may change
        Optional<LockedSession> taken = lease.take(key(), left);
        gate.load(key(), () -> {
            if (saves.writes() != writesBefore) { // what came with the lock is older than what was saved here meanwhile
                refreshes.load();
            } else {
                taken.ifPresentOrElse(session -> refreshes.adopt(session.session()), state::markGone);
            }
        });
        refreshes.takeIn();
        return !state.isGone() && (taken.isPresent() || lockInStore(left));
    }

    /** Tells whether the lock is held in the store. */
    boolean hasLock() {
        return lease.isHeld();
    }

    /** See {@link LocalSession#isLocked}. */
    boolean isTaken() {
        return lease.isTaken();
    }

    /** Gives the lock back, if it is still held, without waiting for the store. */
    void end() {
        lease.releaseLater(key(), held -> gate.load(key(), () -> giveBack(held)));
        lease.endTurn();
    }

    /** Under the key that the session has by then. */
    private void giveBack(LockUse held) {
        lease.release(key(), state.last().times(), held);
    }

    /** Not while a write is under way, which may be giving it back; the next renewal is soon enough then. */
    void renew() {
        gate.loadUnlessBusy(() -> lease.renew(key()));
    }

    private SessionKey key() {
        return state.last().key();
    }
}
