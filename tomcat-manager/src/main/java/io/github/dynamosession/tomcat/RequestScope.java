package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.request.RequestSessions;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.SessionMetrics;
import jakarta.servlet.ServletRequestListener;
import java.util.Arrays;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.util.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * One request in the manager's context: where it is, what it has looked up and locked, and when it is saved.
 *
 * <p>Bound to the container's thread while the request is in the context's pipeline. Outside of it (threads of the
 * application, error pages) look-ups are not remembered, which costs reads but is as right.
 */
final class RequestScope {

    private static final ThreadLocal<RequestScope> CURRENT = new ThreadLocal<>();

    private static final SessionMetrics NOBODY = new SessionMetrics();

    private final DynamoDbManager manager;
    private final Request request;
    private final RequestSessions<DynamoDbSession> sessions;
    private final RequestLookUps lookUps;
    private volatile boolean inPipeline;
    private volatile @Nullable DynamoDbSession returned;
    private volatile long usesAtReturn;

    /**
     * @param node keeps the sessions of the request's context
     * @param ignored whether the request has no session
     * @param locking whether it locks its session
     */
    RequestScope(DynamoDbManager manager, NodeSessions node, Request request, boolean ignored, boolean locking) {
        this(manager, request, new RequestSessions<>(request.getRequestURI(), ignored, locking, node.metrics()));
    }

    private RequestScope(DynamoDbManager manager, Request request, RequestSessions<DynamoDbSession> sessions) {
        this.manager = manager;
        this.request = request;
        this.sessions = sessions;
        this.lookUps = new RequestLookUps(manager, request, sessions);
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
        RequestUnit.Binding changes = sessions.unit().bind();
        return () -> {
            changes.close();
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

    /** What it knows of sessions by their ids; of the thread that this is bound to. */
    RequestLookUps lookUps() {
        return lookUps;
    }

    /** What the thread's request asked before it was in its pipeline. */
    static Optional<EarlyLookUps> early() {
        return Optional.ofNullable(CURRENT.get()).flatMap(scope -> scope.lookUps.early());
    }

    /** The session of ours that the request is in, without looking one up; any thread may ask. */
    private @Nullable DynamoDbSession attachedSession() {
        RequestSessions<DynamoDbSession> none = new RequestSessions<>("", true, false, NOBODY);
        try (Binding lookingNothingUp = new RequestScope(manager, request, none).bind()) {
            return request.getSessionInternal(false) instanceof DynamoDbSession session
                            && session.getManager() == manager
                    ? session
                    : null;
        }
    }

    /** The session of the request gets another id, of which the client is told if it still can be. */
    void changeIdOf(DynamoDbSession session) {
        if (session == attachedSession() && !request.getResponse().isCommitted()) {
            request.changeSessionId(manager.rotateSessionId(session));
        }
    }

    // ---------------------------------------------------------------- where the request is

    /** False once the container uses the request object for another request, or the application has another manager. */
    boolean isServed() {
        return request.getNote(SaveBeforeResponseValve.SCOPE_NOTE) == this && manager.isManagerOf(request.getContext());
    }

    boolean isAsync() {
        return request.isAsync();
    }

    /**
     * Whether the asynchronous work goes on. When it is complete, or its dispatch has returned, Tomcat flushes what the
     * connection has, before it ends the request and by no action of the response.
     */
    boolean isInAsyncWork() {
        return request.isAsync() && !request.isAsyncCompleting() && !request.isAsyncDispatching();
    }

    void enterPipeline() {
        inPipeline = true;
    }

    void leavePipeline() {
        inPipeline = false;
    }

    /** Whether code of the application runs, or a thread of it may. */
    boolean isInApplication() {
        return inPipeline || request.isAsync();
    }

    /** Whether the application may still change the session of this request: in it, or in a listener to its end. */
    boolean mayChangeSession() {
        return !sessions.isIgnored()
                && (isInApplication() || hasRequestListeners())
                && (request.getRequestedSessionId() != null || attachedSession() != null);
    }

    /** Listeners that are told of the end of a request, and after an error page. */
    private boolean hasRequestListeners() {
        return Arrays.stream(request.getContext().getApplicationEventListeners())
                .anyMatch(ServletRequestListener.class::isInstance);
    }

    LastBytes lastBytes() {
        return manager.running().lastBytes();
    }

    String sessionCookieName() {
        return SessionConfig.getSessionCookieName(request.getContext());
    }

    // ---------------------------------------------------------------- saves

    /** Saves what the request changed; called whenever bytes are about to leave, on any thread. */
    void save() {
        DynamoDbSession session = attachedSession();
        if (session != null && !isLockedByAnother(session)) {
            save(session);
        }
    }

    /** Then this request has unlocked it, and what is half done in it by now is the other's. */
    private boolean isLockedByAnother(DynamoDbSession session) {
        return sessions.isLocking()
                && !sessions.hasLocked(session)
                && session.local().isLocked();
    }

    /**
     * The same when the application has returned, if nothing of it runs from here on before the response is committed. What
     * a listener to the end of the request or an error page changes would need a save of its own: the commit saves all.
     */
    void saveAtReturn() {
        DynamoDbSession session = attachedSession();
        if (session == null) {
            return;
        }
        if (sessions.hasLocked(session)) {
            long uses = session.local().attributeUses();
            saveAndUnlock();
            usesAtReturn = uses;
            returned = session;
        } else if (!hasRequestListeners() && !request.getResponse().isErrorReportRequired()) {
            save(session);
        }
    }

    /** When the application has returned, what the container does from here on is seldom to be saved. */
    private void save(DynamoDbSession session) {
        long uses = session.local().attributeUses();
        long quietSince = session == returned ? usesAtReturn : 0;
        try {
            sessions.unit().run(() -> session.write(local -> local.saveUnlessQuietSince(quietSince)));
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
        if (!isInApplication()) {
            usesAtReturn = uses;
            returned = session;
        }
    }

    /**
     * The application has done its part, on whatever thread: sessions that the request locked are saved and unlocked, in
     * one call each. An error page comes later, and its changes are merged like those of requests that take no lock.
     */
    void saveAndUnlock() {
        sessions.unit()
                .run(() -> sessions.saveAndUnlock(
                        session -> session.write(LocalSession::saveAndUnlock),
                        session -> session.local().unlock()));
    }

    /** The client has the whole response, and the application may go on. */
    void answered() {
        sessions.unit().answered();
    }

    boolean hasLocks() {
        return sessions.hasLocks();
    }

    /** The request has left the application for good, and has saved what it could. */
    void end() {
        sessions.unit().end();
    }

    // ---------------------------------------------------------------- whether it may have a session, and failed

    /** Whether the request has no session, whatever it brings along. */
    boolean isIgnored() {
        return sessions.isIgnored();
    }

    /** @throws IllegalStateException if it is ignored */
    void requireNotIgnored() {
        sessions.requireNotIgnored();
    }

    /** See {@link RequestSessions#fail}. */
    void fail(RuntimeException cause) {
        sessions.fail(cause);
    }

    /** The same for the request that this thread is serving, if any. */
    static void failCurrent(RuntimeException cause) {
        RequestScope scope = CURRENT.get();
        if (scope != null) {
            scope.fail(cause);
        }
    }

    /** Why the request cannot be answered as the application wants, or null. */
    @Nullable
    RuntimeException failure() {
        return sessions.failure();
    }
}
