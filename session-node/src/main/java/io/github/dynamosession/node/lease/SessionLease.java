package io.github.dynamosession.node.lease;

import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Uninterrupted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one session. Requests of this node take turns in the order in which they came; only the one whose turn
 * it is asks the store, and may have the lock there.
 */
public final class SessionLease {

    private static final Logger LOG = Loggers.of(SessionLease.class);

    /** What is held in the store, and what keeps it so. */
    private record Holding(SessionLock lock, Future<?> renewal) {}

    private final SessionStore store;
    private final SessionLocks locks;
    private final Runnable renewal;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable Holding holding; // written by the request whose turn it is, and by the renewal

    /** @param renewal calls {@link #renew} */
    public SessionLease(SessionStore store, SessionLocks locks, Runnable renewal) {
        this.store = store;
        this.locks = locks;
        this.renewal = renewal;
    }

    /**
     * Waits for this request's turn.
     *
     * @return how long it may wait for the store's lock yet
     */
    public Duration awaitTurn(SessionKey key) {
        long start = System.nanoTime();
        if (!Uninterrupted.await(locks.timeout(), turn::tryAcquire)) {
            throw new SessionLockedException(key, locks.timeout());
        }
        return locks.timeout().minusNanos(System.nanoTime() - start);
    }

    public void endTurn() {
        turn.release();
    }

    /** Tells whether some request of this node has its turn. */
    public boolean isTaken() {
        return turn.availablePermits() == 0;
    }

    /** Locks the session in the store; empty if it is absent. */
    public Optional<LockedSession> take(SessionKey key, Duration patience) {
        Optional<LockedSession> taken = store.lock(key, UUID.randomUUID().toString(), locks.lease(), patience);
        taken.ifPresent(session -> hold(session.lock()));
        return taken;
    }

    public boolean isHeld() {
        return holding != null;
    }

    /** How a save is to be made now: whoever makes it, while a request of this node has the lock. */
    public LockUse use(boolean releases) {
        Holding now = holding;
        if (now == null) {
            return LockUse.NONE;
        }
        return releases ? LockUse.releasing(now.lock()) : LockUse.keeping(now.lock());
    }

    /** No write of the session may be under way: it could have given the lock back. */
    public void renew(SessionKey key) {
        Holding now = holding;
        if (now == null) {
            return;
        }
        try {
            store.renewLock(key, now.lock(), locks.lease())
                    .ifPresentOrElse(
                            this::renewed,
                            () -> LOG.log(
                                    Level.WARNING,
                                    "the lock of session {0} is lost: its request stood still for too long",
                                    key));
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "the lock of session {0} is not renewed yet: {1}", key, e.getMessage());
        }
    }

    /**
     * Gives the lock back if it is still held, without waiting for the store.
     *
     * @param key for messages
     * @param call makes the {@link #release call}
     */
    public void releaseLater(SessionKey key, Consumer<LockUse> call) {
        LockUse release = use(true);
        if (release.releases()) {
            forget();
            locks.later(() -> {
                try {
                    call.accept(release);
                } catch (StoreException e) {
                    LOG.log(
                            Level.WARNING,
                            "session {0} stays locked for up to {1}: {2}",
                            key,
                            locks.lease(),
                            e.getMessage());
                }
            });
        }
    }

    /** No write of the session may be under way: it could be made under this lock, and would find that lost. */
    public void release(SessionKey key, SessionTimes asStored, LockUse release) {
        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, asStored, asStored).under(release));
    }

    private synchronized void hold(SessionLock lock) {
        forget();
        holding = new Holding(lock, locks.renewRegularly(renewal));
    }

    private synchronized void renewed(SessionLock lock) {
        Holding now = holding;
        if (now != null && now.lock().owner().equals(lock.owner())) {
            holding = new Holding(lock, now.renewal());
        }
    }

    /** It was given back in the store, or is lost. */
    public synchronized void forget() {
        Holding before = holding;
        holding = null;
        if (before != null) {
            before.renewal().cancel(false);
        }
    }
}
