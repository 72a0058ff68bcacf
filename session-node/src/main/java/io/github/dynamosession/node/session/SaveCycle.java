package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLease;
import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.users.OwnedSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.UserChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A save of one session: collects what changed, once; waits until no other store call of the session is under way; packs
 * what is still to be written, writes it in one call, and notes what is stored then.
 *
 * <p>Values are collected before the wait: that runs code of the application, which may wait for another request of the
 * session.
 */
final class SaveCycle {

    private static final Logger LOG = Loggers.of(SaveCycle.class);

    private final SessionContext context;
    private final OwnedSession session;
    private final SessionState state;
    private final SessionParts parts;
    private final StoreCallGate gate;
    private final SessionLease lease;
    private final StoredWriter writer;

    SaveCycle(
            SessionContext context,
            OwnedSession session,
            SessionState state,
            SessionParts parts,
            StoreCallGate gate,
            SessionLease lease,
            SessionEncryption encryption) {
        this.context = context;
        this.session = session;
        this.state = state;
        this.parts = parts;
        this.gate = gate;
        this.lease = lease;
        this.writer = new StoredWriter(context, state, parts, encryption);
    }

    /** See {@link StoredWriter#writes}. */
    long writes() {
        return writer.writes();
    }

    // ---------------------------------------------------------------- a save

    boolean isClean(Drafts drafts) {
        return !state.hasPendingChanges() && drafts.isEmpty();
    }

    /**
     * Writes what was collected.
     *
     * @param unlocks whether the lock is given back with it
     * @return whether it wrote anything
     * @throws StoreException if it is not certain that it is stored
     * @throws AttributeNotSavedException if values could not be encoded; the rest is stored
     */
    boolean save(Drafts collected, boolean unlocks) {
        boolean[] written = {false};
        boolean saved = false;
        try {
            Optional<UserChange> login =
                    context.users().change(session, collected.attributes(), collected.containerState());
            gate.write(session.storedKey(), () -> written[0] = saveExclusively(collected, login, unlocks));
            saved = true;
            return written[0];
        } finally {
            if (!saved) {
                state.saveFailed();
                parts.takeOver(collected);
            }
        }
    }

    /** All that runs code of the application is done before. */
    private boolean saveExclusively(Drafts collected, Optional<UserChange> collectedLogin, boolean unlocks) {
        Drafts drafts = parts.stillPending(collected); // the save we waited for may have written it all
        Optional<UserChange> login = collectedLogin.filter(
                change -> context.users().isChangedBy(drafts.attributes(), drafts.containerState()));
        LockUse lockUse = lease.use(unlocks);
        if (state.isGone() || (isClean(drafts) && !lockUse.releases())) {
            return false;
        }
        Wanted wanted = state.wanted();
        writer.pack(wanted, drafts);
        boolean locksNew = !state.isStored() && !unlocks && lease.isTaken();
        write(wanted, drafts, login, lockUse);
        if (state.isGone()) {
            LOG.log(
                    Level.INFO,
                    "changes of session {0} are dropped: it was ended or renamed meanwhile",
                    session.storedKey());
            return false;
        }
        parts.settle(drafts);
        writer.moveValues();
        if (locksNew) { // the client may already have the id when the request changes more
            lease.take(session.storedKey(), Duration.ZERO);
        }
        Map<String, RuntimeException> failures = drafts.failures();
        if (!failures.isEmpty()) {
            throw new AttributeNotSavedException(failures);
        }
        return true;
    }

    private void write(Wanted wanted, Drafts drafts, Optional<UserChange> login, LockUse lockUse) {
        boolean done = false;
        try {
            write(
                    wanted,
                    new SessionChanges(
                            drafts.attributes().delta(),
                            drafts.containerState().delta(),
                            writer.timesToWrite(wanted),
                            state.last().times(),
                            login,
                            lockUse));
            done = true;
        } finally {
            if (!done) {
                parts.inDoubt(drafts);
            }
        }
    }

    private void write(Wanted wanted, SessionChanges changes) {
        if (isNothing(wanted, changes)) {
            state.fulfilled(wanted);
            return;
        }
        try {
            writer.write(wanted, changes);
        } catch (SessionLockLostException e) {
            lease.forget();
            throw e;
        }
        if (changes.lockUse().releases()) {
            lease.forget();
        }
    }

    /** As when nothing was changed but a value that cannot be encoded. */
    private boolean isNothing(Wanted wanted, SessionChanges changes) {
        return state.isStored()
                && !wanted.isRename()
                && changes.isEmpty()
                && !changes.lockUse().releases();
    }

    // ---------------------------------------------------------------- the access time

    boolean isTouchDue() {
        return writer.isTouchDue();
    }

    /** Writes the access time if it is due and nobody else is writing. */
    void touchIfDue() {
        if (isTouchDue()) {
            gate.writeUnlessBusy(() -> {
                if (isTouchDue()) {
                    writer.touch();
                    if (!state.isGone()) {
                        writer.moveValues();
                    }
                }
            });
        }
    }

    // ---------------------------------------------------------------- the end

    /** Deletes the session; true if this call did. Nothing writes it any more. */
    boolean delete() {
        boolean[] deleted = {false};
        gate.write(session.storedKey(), () -> {
            deleted[0] = writer.delete();
            if (deleted[0]) {
                state.markEndedHere();
            }
            state.markGone();
            lease.forget();
        });
        return deleted[0];
    }
}
