package io.github.dynamosession.jetty;

import io.github.dynamosession.node.request.RequestUnit;
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
    private final String uri;
    private final Consumer<RequestScope> holdEnd;
    private final RequestUnit unit = new RequestUnit();
    private final AtomicBoolean endIsHeld = new AtomicBoolean();
    private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    private final Set<DynamoDbSession> locked = ConcurrentHashMap.newKeySet();
    private volatile boolean locking;
    private @Nullable DynamoDbSession resolving; // the container's thread only
    private volatile @Nullable CommitOutcome commitOutcome;
    private volatile @Nullable DynamoDbSession session;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param locking whether the request locks its session
     * @param holdEnd has the end of its response held back until it has left the application
     */
    RequestScope(LookUp lookUp, String uri, boolean locking, Consumer<RequestScope> holdEnd) {
        this.lookUp = lookUp;
        this.uri = uri;
        this.locking = locking;
        this.holdEnd = holdEnd;
    }

    LookUp lookUp() {
        return lookUp;
    }

    /** What it changes in sessions is this request's. */
    RequestUnit unit() {
        return unit;
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
    void committed(CommitOutcome outcome) {
        commitOutcome = outcome;
        session = outcome.session();
        RuntimeException unsaved = outcome.failure();
        if (failure == null && unsaved != null) {
            fail(unsaved);
        }
    }

    /** What came of the session, or null if the request has none. */
    @Nullable
    CommitOutcome commitOutcome() {
        return commitOutcome;
    }

    @Nullable
    DynamoDbSession session() {
        return session;
    }

    /** Tells whether the request is to lock the session before it uses it. */
    boolean isToLock(DynamoDbSession session) {
        return locking && !hasLocked(session);
    }

    boolean hasLocked(DynamoDbSession session) {
        return locked.contains(session);
    }

    void locked(DynamoDbSession session) {
        locked.add(session);
    }

    /** The application has done its part: what the request does to a session from here on is done without a lock. */
    void saveAndUnlock(Consumer<DynamoDbSession> saveAndUnlock) {
        locking = false;
        for (DynamoDbSession session : Set.copyOf(locked)) {
            if (!locked.remove(session)) {
                continue; // done by another thread
            }
            if (failure == null) {
                saveAndUnlock.accept(session);
            } else {
                unit.run(session.local()::unlock);
            }
        }
    }

    /**
     * Makes a store call for this request; once the store has failed it, the request does not wait for it again. What is
     * thrown is one of those exceptions that Jetty logs without a stack trace: an outage fails every request.
     */
    <T> T call(Supplier<T> storeCall) {
        requireNoFailure();
        try {
            return unit.call(storeCall);
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    /** The request cannot be answered as the application wants, even if it catches what is returned here to be thrown. */
    RuntimeException fail(RuntimeException cause) {
        failure = cause;
        unit.fail();
        return new QuietException.RuntimeException(cause);
    }

    void requireSessionAllowed() {
        if (lookUp == LookUp.NEVER) {
            throw new IllegalStateException("no session for " + uri
                    + ": the URI matches ignoredUris of the session store; narrow that pattern");
        }
    }

    void requireNoFailure() {
        RuntimeException earlier = failure;
        if (earlier != null) {
            throw new QuietException.RuntimeException(earlier);
        }
    }

    /** Why the request cannot be answered as the application wants, or null. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
