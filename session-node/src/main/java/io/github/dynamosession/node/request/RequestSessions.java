package io.github.dynamosession.node.request;

import io.github.dynamosession.store.SessionMetrics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one request does to sessions, in every container: whether it may have one, which ones it has locked, and why it cannot
 * be answered as its application wants. Any thread that works for the request may call it.
 *
 * @param <S> the container's session
 */
public final class RequestSessions<S> {

    private final String uri;
    private final boolean ignored;
    private final boolean locking;
    private final SessionMetrics metrics;
    private final RequestUnit unit = new RequestUnit();
    private final Set<S> locked = ConcurrentHashMap.newKeySet();
    private volatile boolean unlocked;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param uri of the request, for messages
     * @param ignored whether the request has no session, as {@code ignoredUris} says
     * @param locking whether it locks its session before it uses it
     * @param metrics is told if it fails
     */
    public RequestSessions(String uri, boolean ignored, boolean locking, SessionMetrics metrics) {
        this.uri = uri;
        this.ignored = ignored;
        this.locking = locking;
        this.metrics = metrics;
    }

    /** What it changes in sessions is this unit's. */
    public RequestUnit unit() {
        return unit;
    }

    /** Whether the request has no session, whatever it brings along. */
    public boolean isIgnored() {
        return ignored;
    }

    /** @throws IllegalStateException if the request is to have no session: a new one would replace the client's */
    public void requireNotIgnored() {
        if (ignored) {
            throw new IllegalStateException(
                    "no session for " + uri + ": the URI matches the property ignoredUris; narrow that pattern");
        }
    }

    // ---------------------------------------------------------------- failure

    /**
     * The request cannot be answered as the application wants, even if the application catches {@code cause}. What it has
     * changed is dropped, unless only single values could not be stored: the rest is, and this node's session keeps them.
     */
    public void fail(RuntimeException cause) {
        if (failure == null) {
            metrics.requestRefused(RequestFailure.refusal(cause));
        }
        failure = cause;
        if (!(cause instanceof AttributeNotSavedException)) {
            unit.fail();
        }
    }

    /** Why the request cannot be answered as the application wants, or null. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    // ---------------------------------------------------------------- locks

    /** Whether it locks its session, or did so. */
    public boolean isLocking() {
        return locking;
    }

    /** Whether it is to lock the session before it uses it. */
    public boolean isToLock(S session) {
        return locking && !unlocked && !hasLocked(session);
    }

    public void locked(S session) {
        locked.add(session);
    }

    public boolean hasLocked(S session) {
        return locked.contains(session);
    }

    public boolean hasLocks() {
        return !locked.isEmpty();
    }

    /**
     * The application has done its part, on whatever thread: what it has locked is saved and unlocked, or only unlocked if the
     * request has failed. What the request does to a session from here on it does without a lock.
     *
     * @throws RuntimeException the first that a save threw; the request has failed by it, and nothing is locked any more
     */
    public void saveAndUnlock(Consumer<S> saveAndUnlock, Consumer<S> unlock) {
        unlocked = true;
        RuntimeException first = null;
        for (S session : Set.copyOf(locked)) {
            if (!locked.remove(session)) {
                continue; // done by another thread
            }
            try {
                (failure == null ? saveAndUnlock : unlock).accept(session);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                    fail(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
