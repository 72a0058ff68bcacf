package io.github.dynamosession.jetty;

import io.github.dynamosession.jetty.RequestScope.LookUp;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import java.util.Objects;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's way to sessions that any node may change at any time: it holds those that requests of this node are in, and no
 * others. The way of a request:
 *
 * <ol>
 *   <li>It enters the context: {@link RequestScopes} opens its scope.
 *   <li>Jetty looks its session up: {@link #get} hands out the object that all requests of the session share here. What
 *       other nodes changed is taken in when the application first uses it ({@link DynamoDbSession#freshen}).
 *   <li>The response's header is about to be sent: Jetty calls {@link #commit}, which saves. If that fails, or a look-up
 *       did, {@link SessionStream} sends an error instead. Later parts of the response wait for later changes.
 *   <li>The last byte is sent: Jetty calls {@link #release}, which writes the access time if it is due, and forgets the
 *       session with the last request in it.
 * </ol>
 *
 * <p>It holds sessions of a {@link DynamoDbSessionDataStore} only.
 */
public final class DynamoDbSessionCache extends SharedSessions {

    private final SessionSaver saver = new SessionSaver(this);
    private final Senders senders = new Senders();
    private final UndoStack undo = new UndoStack();
    private final RequestScopes scopes = new RequestScopes(this);
    private @Nullable HeldEnds heldEnds;

    public DynamoDbSessionCache(SessionManager manager) {
        super(manager);
    }

    // ---------------------------------------------------------------- life cycle

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if it got another store than {@link DynamoDbSessionDataStore}, or if no ContextHandler
     *     is around the SessionHandler: only there a request can be told that its session could not be read or saved
     */
    @Override
    protected void doStart() throws Exception {
        requireOurStore();
        if (!(_context.getContext() instanceof ContextHandler.ScopedContext context)) {
            throw new IllegalStateException(
                    "sessions in DynamoDB need a ContextHandler around the SessionHandler; add one, for \"/\"");
        }
        boolean started = false;
        try {
            super.doStart(); // starts the store
            open(context.getContextHandler());
            started = true;
        } finally {
            if (!started) {
                doStop();
            }
        }
    }

    private void requireOurStore() {
        SessionDataStore found = getSessionDataStore();
        if (!(found instanceof DynamoDbSessionDataStore)) {
            throw new IllegalStateException("sessions of " + ApplicationNames.of(_context.getContext())
                    + ": a DynamoDbSessionCache needs a DynamoDbSessionDataStore, and was given "
                    + (found == null ? "none" : found.getClass().getName())
                    + "; add a DynamoDbSessionDataStoreFactory to the server, or use one of Jetty's own caches");
        }
    }

    private void open(ContextHandler context) {
        Server server = context.getServer();
        heldEnds = new HeldEnds(server.getScheduler(), server.getThreadPool(), senders);
        undo.push("the scopes of requests", () -> scopes.leave(context));
        scopes.enter(context);
        KeepAlive begun =
                new KeepAlive(inUse(), server.getScheduler(), store().node().rounds());
        undo.push("the touches of long requests", begun::close);
    }

    @Override
    protected void doStop() throws Exception {
        undo.close();
        inUse().clear();
        super.doStop();
    }

    /** Saves what requests that are still running have changed so far. */
    @Override
    public void shutdown() {
        inUse().forEach(session -> {
            if (isInvalidateOnShutdown()) {
                session.invalidate();
            } else {
                saver.saveRest(session);
            }
            forget(session);
        });
    }

    // ---------------------------------------------------------------- into a session

    @Override
    public ManagedSession newSession(String id, long time, long maxInactiveMs) {
        RequestScope scope = scopes.current();
        if (scope != null) {
            scope.requireNotIgnored();
            scope.requireNoFailure();
            scope.hasSession();
        }
        return super.newSession(id, time, maxInactiveMs);
    }

    @Override
    public DynamoDbSession newSession(SessionData data) {
        DynamoDbSession session = new DynamoDbSession(this, (DynamoDbSessionData) data);
        LocalSession local = session.local();
        local.attributes().setCallback(new ActivationCallback(session, scopes));
        local.containerState().setCallback(failure -> scopes.failed(session, failure));
        return session;
    }

    /** {@inheritDoc} Not asking the store yet, if the request has one session id only, and servlets. */
    @Override
    public @Nullable ManagedSession get(String id) {
        RequestScope scope = scopes.current();
        if (!SessionIds.isWellFormed(id) || (scope != null && !scope.mayLookUp(id))) {
            return null;
        }
        DynamoDbSession session = enter(id);
        session.expectRefresh();
        boolean atFirstUse = scope != null && scope.lookUp() == LookUp.AT_FIRST_USE && !isWithoutServlets();
        DynamoDbSession found = atFirstUse ? session : freshOrLeft(session);
        if (scope != null && found != null) {
            scope.resolving(found);
            scope.hasSession();
        }
        return found;
    }

    /**
     * Jetty's own handler makes no new session for a request that came with one, although that may turn out to be gone. So
     * it has to be known before the request begins whether it has.
     */
    private boolean isWithoutServlets() {
        return getSessionManager() instanceof org.eclipse.jetty.session.SessionHandler;
    }

    private @Nullable DynamoDbSession freshOrLeft(DynamoDbSession session) {
        boolean there = false;
        try {
            session.freshen();
            there = session.isOpen(); // also while its id is being changed
            return there ? session : null;
        } finally {
            if (!there) {
                leave(session);
            }
        }
    }

    @Override
    public boolean exists(String id) {
        DynamoDbSession present = inUse().get(id);
        if (present != null) {
            return present.isValid();
        }
        RequestScope scope = scopes.current();
        return !isOfAnotherContext() && (scope == null || !scope.knowsAbsent(id)) && store().exists(id);
    }

    // ---------------------------------------------------------------- out of it

    /**
     * {@inheritDoc}
     *
     * <p>A failure is not thrown: Jetty would log it and send the response all the same. It is left for {@link
     * SessionStream}, which is next on this thread's way out.
     */
    @Override
    public void commit(ManagedSession session) {
        DynamoDbSession committed = (DynamoDbSession) session;
        RequestScope scope = senders.current();
        if (scope == null) {
            saver.save(committed);
        } else if (scope.failure() == null) { // else the client gets an error, and no change is to stay
            scope.committed(CommitHandover.of(committed, () -> saver.save(committed)));
        }
    }

    /** Does what may run code of the application, on whatever thread. */
    void inContext(Runnable action) {
        _context.run(action);
    }

    /** Holds the ends of responses back whose requests have a session. */
    HeldEnds heldEnds() {
        return Objects.requireNonNull(heldEnds, "started");
    }

    RequestScopes scopes() {
        return scopes;
    }

    SessionSaver saver() {
        return saver;
    }

    String cookieName() {
        return getSessionManager().getSessionCookie();
    }

    @Override
    public void release(ManagedSession session) {
        DynamoDbSession released = (DynamoDbSession) session;
        if (released.isLastRequest() && released.isOpen()) {
            saver.saveRest(released);
        } else if (released.isOpen()) {
            saver.touchIfDue(released); // the last request may be long in coming
        }
        leave(released);
    }

    /** A thread that is in no request may have changed the session after its last request saved it. */
    void leave(DynamoDbSession session) {
        if (session.leave()) {
            forget(session);
            if (session.isOpen() && session.getSessionData().isDirty()) {
                saver.saveRest(session);
            }
        }
    }

    /** There is no such session any more. */
    void ended(DynamoDbSession session) {
        RequestScope scope = scopes.current();
        if (scope != null) {
            scope.rememberAbsent(session.getId());
        }
        forget(session);
    }

    // ---------------------------------------------------------------- end and change of id

    /** {@inheritDoc} Null unless this call ended it: then its listeners are to hear of it here. */
    @Override
    public @Nullable ManagedSession delete(String id) {
        DynamoDbSession session = enterIfOurs(id);
        if (session == null) {
            return null;
        }
        boolean deletedHere = scopes.call(session, session.local()::delete);
        forget(session);
        return deletedHere ? session : null;
    }

    private @Nullable DynamoDbSession enterIfOurs(String id) {
        if (inUse().get(id) == null && isOfAnotherContext()) {
            return null;
        }
        return freshOrLeft(enter(id));
    }

    /** {@inheritDoc} The new id is valid, and the old one is not, from the next save on. */
    @Override
    public @Nullable ManagedSession renewSessionId(
            String oldId, String newId, String oldExtendedId, String newExtendedId) {
        DynamoDbSession session = enterIfOurs(oldId);
        if (session == null) {
            return null;
        }
        inUse().rename(session, oldId, newId);
        renewSessionId(session, newId, newExtendedId);
        return session;
    }

    @Override
    protected void renewSessionId(ManagedSession session, String newId, String newExtendedId) {
        session.getSessionData().setId(newId);
        session.setExtendedId(newExtendedId);
        session.onIdChanged();
    }
}
