package io.github.dynamosession.jetty;

import io.github.dynamosession.node.request.RequestSessions;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.SessionMetrics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.io.QuietException;
import org.jspecify.annotations.Nullable;

/** What one request knows of its session, and whether the store failed it. */
final class RequestScope {

    /** How a request's session is looked up. */
    enum LookUp {
        /** When the application first uses it. */
        AT_FIRST_USE,
        /** At once: the request has several session ids, and Jetty must know which one is good. */
        AT_ONCE,
        /** Not at all: the URI matches {@code ignoredUris}. */
        NEVER
    }

    /** As many as an honest client may send, of paths within each other; each costs a read, one after the other. */
    private static final int MOST_LOOK_UPS = 3;

    private final LookUp lookUp;
    private final Consumer<RequestScope> holdEnd;
    private final RequestSessions<DynamoDbSession> sessions;
    private final AtomicBoolean endIsHeld = new AtomicBoolean();
    private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    private @Nullable DynamoDbSession resolving; // the container's thread only
    private volatile @Nullable CommitHandover commitHandover;

    /**
     * @param locking whether the request locks its session
     * @param metrics is told if the request fails
     * @param holdEnd has the end of its response held back until it has left the application
     */
    RequestScope(LookUp lookUp, String uri, boolean locking, SessionMetrics metrics, Consumer<RequestScope> holdEnd) {
        this.lookUp = lookUp;
        this.holdEnd = holdEnd;
        this.sessions = new RequestSessions<>(uri, lookUp == LookUp.NEVER, locking, metrics);
    }

    LookUp lookUp() {
        return lookUp;
    }

    /** What it changes in sessions is this request's. */
    RequestUnit unit() {
        return sessions.unit();
    }

    /** Tells whether the store may be asked for an id; of a request with several, for the first few only. */
    boolean mayLookUp(String id) {
        return switch (lookUp) {
            case NEVER -> false;
            case AT_FIRST_USE -> true;
            case AT_ONCE ->
                lookedUp.contains(id) ? !knowsAbsent(id) : lookedUp.size() < MOST_LOOK_UPS && lookedUp.add(id);
        };
    }

    /** The request has a session, old or new. */
    void hasSession() {
        if (endIsHeld.compareAndSet(false, true)) {
            holdEnd.accept(this);
        }
    }

    /** Jetty has found the session in the cache, and goes on to decide that it is the request's. */
    void resolving(DynamoDbSession found) {
        resolving = found;
    }

    boolean isResolving(DynamoDbSession asked) {
        return resolving == asked;
    }

    /** Jetty has decided that; false if it was not about to. */
    boolean resolved(DynamoDbSession decided) {
        boolean wasResolving = resolving == decided;
        resolving = null;
        return wasResolving;
    }

    void rememberAbsent(String id) {
        absent.add(id);
    }

    boolean knowsAbsent(String id) {
        return absent.contains(id);
    }

    /** The response's header is about to be sent with a session, saved or not. */
    void committed(CommitHandover outcome) {
        commitHandover = outcome;
        RuntimeException unsaved = outcome.failure();
        if (failure() == null && unsaved != null) {
            fail(unsaved);
        }
    }

    /** What came of the session, or null if the request has none. */
    @Nullable
    CommitHandover commitHandover() {
        return commitHandover;
    }

    @Nullable
    DynamoDbSession session() {
        CommitHandover outcome = commitHandover;
        return outcome == null ? null : outcome.session();
    }

    /** Tells whether the request is to lock the session before it uses it. */
    boolean isToLock(DynamoDbSession session) {
        return sessions.isToLock(session);
    }

    boolean hasLocked(DynamoDbSession session) {
        return sessions.hasLocked(session);
    }

    void locked(DynamoDbSession session) {
        sessions.locked(session);
    }

    /** See {@link RequestSessions#saveAndUnlock}; what is thrown is as {@link #call} throws it. */
    void saveAndUnlock(Consumer<DynamoDbSession> saveAndUnlock) {
        try {
            sessions.unit()
                    .run(() -> sessions.saveAndUnlock(
                            saveAndUnlock, session -> session.local().unlock()));
        } catch (RuntimeException e) {
            throw new QuietException.RuntimeException(e);
        }
    }

    /**
     * Makes a store call for this request; once the store has failed it, the request does not wait for it again. What is
     * thrown is one of those exceptions that Jetty logs without a stack trace: an outage fails every request.
     */
    <T> T call(Supplier<T> storeCall) {
        requireNoFailure();
        try {
            return sessions.unit().call(storeCall);
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    /** The request cannot be answered as the application wants, even if it catches what is returned here to be thrown. */
    RuntimeException fail(RuntimeException cause) {
        sessions.fail(cause);
        return new QuietException.RuntimeException(cause);
    }

    /** @throws IllegalStateException if the request is to have no session */
    void requireNotIgnored() {
        sessions.requireNotIgnored();
    }

    void requireNoFailure() {
        RuntimeException earlier = failure();
        if (earlier != null) {
            throw new QuietException.RuntimeException(earlier);
        }
    }

    /** Why the request cannot be answered as the application wants, or null. */
    @Nullable
    RuntimeException failure() {
        return sessions.failure();
    }
}
