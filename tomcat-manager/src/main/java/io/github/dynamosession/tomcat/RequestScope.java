package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.StoreException;
import jakarta.servlet.ServletRequestListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.util.SessionConfig;
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
    private final boolean locking;
    private final RequestUnit unit = new RequestUnit();
    private volatile boolean inPipeline;
    private final Map<String, Optional<DynamoDbSession>> found = new HashMap<>();
    private final Set<DynamoDbSession> locked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable DynamoDbSession returned;
    private volatile long usesAtReturn;
    private Optional<EarlyLookUps> early = Optional.empty();
    private boolean failedEarly;
    private boolean usedUp;

    /**
     * @param ignored whether the request has no session
     * @param locking whether it locks its session
     */
    RequestScope(DynamoDbManager manager, Request request, boolean ignored, boolean locking) {
        this.manager = manager;
        this.request = request;
        this.ignored = ignored;
        this.locking = locking;
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
        RequestUnit.Binding changes = unit.bind();
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

    /** Lets go of the sessions that were looked up; those that the request is in are held by it. */
    void forget() {
        found.values().forEach(session -> session.ifPresent(DynamoDbSession::release));
        found.clear();
    }

    /** What Tomcat asked before the thread's request was in its pipeline: it may ask the same of other versions again. */
    static Optional<EarlyLookUps> early() {
        return Optional.ofNullable(CURRENT.get()).flatMap(scope -> scope.early);
    }

    /** What Tomcat has asked before is not asked again. A lock is taken here only, with what is stored by then. */
    void takeOver(EarlyLookUps lookUps) {
        early = Optional.of(lookUps);
        if (ignored) {
            return;
        }
        lookUps.failure().ifPresent(this::fail);
        failedEarly = failure != null;
        usedUp = lookUps.areUsedUp();
        lookUps.answers(manager).forEach((id, answer) -> {
            if (answer.isEmpty() || (!locking && answer.get().holdAgain())) {
                found.put(id, answer);
            }
        });
    }

    /** Whether the store failed before the application had any part in it. */
    boolean hasFailedEarly() {
        return failedEarly;
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
        if (usedUp && id.equals(request.getRequestedSessionId())) {
            return null;
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

    void created(DynamoDbSession session) {
        if (locking) {
            session.lockNew();
            locked.add(session);
        }
        renamed(session);
    }

    /** From now on the session has this id. */
    void renamed(DynamoDbSession session) {
        if (session.hold()) {
            Optional<DynamoDbSession> previous = found.put(session.getIdInternal(), Optional.of(session));
            if (previous != null) {
                previous.ifPresent(DynamoDbSession::release);
            }
        }
    }

    /** Takes in what other nodes changed; false if there is no such session. */
    boolean refresh(DynamoDbSession session) {
        if (!locking) {
            return session.refresh();
        }
        boolean there = session.lock();
        if (there) {
            locked.add(session);
        }
        return there;
    }

    void requireNotIgnored() {
        if (ignored) {
            throw new IllegalStateException("no session for " + request.getRequestURI()
                    + ": the URI matches ignoredUris of the session manager; narrow that pattern");
        }
    }

    /** The session of ours that the request is in, without looking one up; any thread may ask. */
    private @Nullable DynamoDbSession attachedSession() {
        try (Binding lookingNothingUp = new RequestScope(manager, request, true, false).bind()) {
            return request.getSessionInternal(false) instanceof DynamoDbSession session
                            && session.getManager() == manager
                    ? session
                    : null;
        }
    }

    // ---------------------------------------------------------------- where the request is

    /** False once the container uses the request object for another request, or the application has another manager. */
    boolean isServed() {
        return request.getNote(SaveBeforeResponseValve.SCOPE_NOTE) == this && manager.isManagerOf(request.getContext());
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
        return !ignored
                && (isInApplication() || hasRequestListeners())
                && (request.getRequestedSessionId() != null || attachedSession() != null);
    }

    /** Listeners that are told of the end of a request, and after an error page. */
    private boolean hasRequestListeners() {
        return Arrays.stream(request.getContext().getApplicationEventListeners())
                .anyMatch(ServletRequestListener.class::isInstance);
    }

    LastBytes lastBytes() {
        return manager.lastBytes();
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
        return locking && !locked.contains(session) && session.isLocked();
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
        if (locked.contains(session)) {
            long uses = session.attributeUses();
            saveAndUnlock();
            usesAtReturn = uses;
            returned = session;
        } else if (!hasRequestListeners() && !request.getResponse().isErrorReportRequired()) {
            save(session);
        }
    }

    /** When the application has returned, what the container does from here on is seldom to be saved. */
    private void save(DynamoDbSession session) {
        long uses = session.attributeUses();
        long quietSince = session == returned ? usesAtReturn : 0;
        save(() -> session.saveUnlessQuietSince(quietSince));
        if (!isInApplication()) {
            usesAtReturn = uses;
            returned = session;
        }
    }

    private void save(Runnable action) {
        try {
            unit.run(action);
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    boolean hasLocks() {
        return !locked.isEmpty();
    }

    /**
     * The application has done its part, on whatever thread: sessions that the request locked are saved and unlocked, in
     * one call each. An error page comes later, and its changes are merged like those of requests that take no lock.
     */
    void saveAndUnlock() {
        for (DynamoDbSession session : Set.copyOf(locked)) {
            if (!locked.remove(session)) {
                continue; // done by another thread
            }
            if (failure == null) {
                save(session::saveAndUnlock);
            } else {
                unit.run(session::unlock);
            }
        }
    }

    /** The request cannot be answered as the application wants, even if the application catches {@code cause}. */
    void fail(RuntimeException cause) {
        failure = cause;
        unit.fail();
    }

    /** The request has left the application for good, and has saved what it could. */
    void end() {
        unit.end();
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
