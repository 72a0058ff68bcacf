package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Uninterrupted;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Store calls for one session of a node: loads share it, writes have it alone. Without that:
 *
 * <ol>
 *   <li>request B asks the store for the session,
 *   <li>request A, of the same node, saves a=2, and the store applies it,
 *   <li>B's answer, older than A's save, arrives: a=1 would replace a=2 in the node's copy.
 * </ol>
 */
final class StoreCallGate {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Duration patience;

    StoreCallGate(Duration patience) {
        this.patience = patience;
    }

    /** @throws StoreException if another request's write does not end */
    void load(SessionKey key, Runnable action) {
        await(lock.readLock(), key);
        run(lock.readLock(), action);
    }

    /** @throws StoreException if other requests' calls do not end */
    void write(SessionKey key, Runnable action) {
        await(lock.writeLock(), key);
        run(lock.writeLock(), action);
    }

    /** Not at all while a write is under way. */
    void loadUnlessBusy(Runnable action) {
        if (lock.readLock().tryLock()) {
            run(lock.readLock(), action);
        }
    }

    /** Not at all while anything else is under way. */
    void writeUnlessBusy(Runnable action) {
        if (lock.writeLock().tryLock()) {
            run(lock.writeLock(), action);
        }
    }

    private void await(Lock part, SessionKey key) {
        if (!Uninterrupted.await(patience, part::tryLock)) {
            throw new StoreException(
                    "session " + key + " is busy: another request's store call did not end within " + patience, null);
        }
    }

    private static void run(Lock held, Runnable action) {
        try {
            action.run();
        } finally {
            held.unlock();
        }
    }
}
