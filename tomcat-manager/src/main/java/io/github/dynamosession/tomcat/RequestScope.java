package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request knows of sessions: which ids it looked up (found or not), and whether the store failed it. Tomcat
 * looks one id up several times per request; only the first time costs a read, and once the store has failed, the
 * request does not wait for it again.
 *
 * <p>Bound to the container's thread while the request is in the context's pipeline. Outside of it (threads of the
 * application, error pages) look-ups are not remembered, which costs reads but is as right.
 */
final class RequestScope {

    private static final ThreadLocal<RequestScope> CURRENT = new ThreadLocal<>();

    private final DynamoDbManager manager;
    private final Request request;
    private final boolean ignored;
    private final Map<String, Optional<DynamoDbSession>> found = new HashMap<>();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable DynamoDbSession returned;
    private volatile long usesAtReturn;

    RequestScope(DynamoDbManager manager, Request request, boolean ignored) {
        this.manager = manager;
        this.request = request;
        this.ignored = ignored;
    }

    /** The scope of the request that this thread is serving in the manager's context, or null. */
    static @Nullable RequestScope current(DynamoDbManager manager) {
        RequestScope scope = CURRENT.get();
        return scope != null && scope.manager == manager ? scope : null;
    }

    /** Makes this the scope of the thread. */
    Binding bind() {
        RequestScope outer = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    /** Undoes {@link #bind}. */
    interface Binding extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets go of the sessions that were looked up; those that the request is in are held by it. */
    void forget() {
        found.values().forEach(session -> session.ifPresent(DynamoDbSession::release));
        found.clear();
    }

    @Nullable
    DynamoDbSession find(String id, Supplier<@Nullable DynamoDbSession> lookUp) {
        if (ignored) {
            return null;
        }
        RuntimeException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
        Optional<DynamoDbSession> known = found.get(id);
        if (known != null) {
            return known.filter(DynamoDbSession::isValid).orElse(null);
        }
        try {
            DynamoDbSession session = lookUp.get();
            found.put(id, Optional.ofNullable(session));
            return session;
        } catch (StoreException e) {
            fail(e);
            throw e;
        }
    }

    /** The request created the session or gave it another id. */
    void remember(DynamoDbSession session) {
        if (session.hold()) {
            Optional<DynamoDbSession> previous = found.put(session.getIdInternal(), Optional.of(session));
            if (previous != null) {
                previous.ifPresent(DynamoDbSession::release);
            }
        }
    }

    void requireNotIgnored() {
        if (ignored) {
            throw new IllegalStateException("no session for " + request.getRequestURI()
                    + ": the URI matches ignoredUris of the session manager; narrow that pattern");
        }
    }

    /** The session that the request is in, without looking one up; any thread may ask. */
    private @Nullable DynamoDbSession attachedSession() {
        try (Binding lookingNothingUp = new RequestScope(manager, request, true).bind()) {
            return (DynamoDbSession) request.getSessionInternal(false);
        }
    }

    /** Saves what the request changed; called whenever bytes are about to leave, on any thread. */
    void save() {
        DynamoDbSession session = attachedSession();
        if (session != null) {
            save(session, session == returned ? usesAtReturn : 0);
        }
    }

    /** The same when the application has returned: what the container does from here on is seldom to be saved. */
    void saveAtReturn() {
        DynamoDbSession session = attachedSession();
        if (session != null) {
            long uses = session.attributeUses();
            save(session, 0);
            usesAtReturn = uses;
            returned = session;
        }
    }

    private void save(DynamoDbSession session, long quietSince) {
        try {
            session.saveUnlessQuietSince(quietSince);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** The request cannot be answered as the application wants, even if the application catches {@code cause}. */
    void fail(RuntimeException cause) {
        failure = cause;
    }

    /** The same for the request that this thread is serving, if any. */
    static void failCurrent(RuntimeException cause) {
        RequestScope scope = CURRENT.get();
        if (scope != null) {
            scope.fail(cause);
        }
    }

    /** Whether the request has no session, whatever it brings along. */
    boolean isIgnored() {
        return ignored;
    }

    /** Why the request cannot be answered as the application wants, or null. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
