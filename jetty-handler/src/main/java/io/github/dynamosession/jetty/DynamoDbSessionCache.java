package io.github.dynamosession.jetty;

import io.github.dynamosession.jetty.RequestScope.LookUp;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCache;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.session.UnreadableSessionDataException;
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
 * <p>With a store other than {@link DynamoDbSessionDataStore} it is one that evicts on session exit.
 */
public final class DynamoDbSessionCache extends AbstractSessionCache {

    private static final Logger LOG = Loggers.of(DynamoDbSessionCache.class);

    private final SessionsInUse inUse = new SessionsInUse();
    private final SessionSaver saver = new SessionSaver(this);
    private final Senders senders = new Senders();
    private final UndoStack undo = new UndoStack();
    private @Nullable RequestScopes scopes; // null with another store
    private @Nullable HeldEnds heldEnds;

    public DynamoDbSessionCache(SessionManager manager) {
        super(manager);
    }

    // ---------------------------------------------------------------- life cycle

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if no ContextHandler is around the SessionHandler: only there a request can be told
     *     that its session could not be read or saved
     */
    @Override
    protected void doStart() throws Exception {
        if (!(getSessionDataStore() instanceof DynamoDbSessionDataStore store)) {
            super.doStart();
            return;
        }
        if (!(_context.getContext() instanceof ContextHandler.ScopedContext context)) {
            throw new IllegalStateException(
                    "sessions in DynamoDB need a ContextHandler around the SessionHandler; add one, for \"/\"");
        }
        boolean started = false;
        try {
            super.doStart(); // starts the store
            open(context.getContextHandler(), store);
            started = true;
        } finally {
            if (!started) {
                doStop();
            }
        }
    }

    private void open(ContextHandler context, DynamoDbSessionDataStore store) {
        Server server = context.getServer();
        heldEnds = new HeldEnds(server.getScheduler(), server.getThreadPool());
        RequestScopes opened = RequestScopes.open(context, this, store);
        undo.push("the scopes of requests", opened::close);
        scopes = opened;
        RepeatedTouches begun = new RepeatedTouches(inUse, server.getScheduler(), store.rounds());
        undo.push("the touches of long requests", begun::close);
    }

    @Override
    protected void doStop() throws Exception {
        undo.close();
        inUse.clear();
        super.doStop();
    }

    /** Saves what requests that are still running have changed so far. */
    @Override
    public void shutdown() {
        inUse.forEach(session -> {
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
        RequestScope scope = currentScope();
        if (scope != null) {
            scope.requireSessionAllowed();
            scope.requireNoFailure();
            scope.hasSession();
        }
        return super.newSession(id, time, maxInactiveMs);
    }

    @Override
    public DynamoDbSession newSession(SessionData data) {
        DynamoDbSession session = new DynamoDbSession(this, data);
        session.stored().map(DynamoDbSessionData::live).ifPresent(live -> {
            live.attributes().setCallback(new ActivationCallback(session, this));
            live.containerState().setCallback(failure -> failed(session, failure));
        });
        return session;
    }

    /** {@inheritDoc} Not asking the store yet, if the request has one session id only, and servlets. */
    @Override
    public @Nullable ManagedSession get(String id) throws Exception {
        RequestScope scope = currentScope();
        if (!SessionIds.isWellFormed(id) || (scope != null && !scope.mayLookUp(id))) {
            return null;
        }
        DynamoDbSession session = enter(id);
        if (session == null) {
            return null;
        }
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

    private @Nullable DynamoDbSession enter(String id) throws Exception {
        return inUse.enter(id, this::open);
    }

    private @Nullable DynamoDbSession open(String id) throws Exception {
        SessionData data = data(id);
        if (data == null) {
            return null;
        }
        data.setLastNode(_context.getWorkerName());
        DynamoDbSession opened = newSession(data);
        opened.setResident(true);
        opened.expectRefresh();
        return opened;
    }

    private @Nullable SessionData data(String id) throws Exception {
        if (getSessionDataStore() instanceof DynamoDbSessionDataStore store) {
            return store.join(id);
        }
        try {
            return getSessionDataStore().load(id);
        } catch (UnreadableSessionDataException e) {
            if (isRemoveUnloadableSessions()) {
                getSessionDataStore().delete(id);
            }
            throw e;
        }
    }

    @Override
    public boolean exists(String id) throws Exception {
        DynamoDbSession present = inUse.get(id);
        if (present != null) {
            return present.isValid();
        }
        RequestScope scope = currentScope();
        return !isOfAnotherContext()
                && (scope == null || !scope.knowsAbsent(id))
                && getSessionDataStore().exists(id);
    }

    /**
     * Jetty asks all contexts of a server when a request of one ends a session, changes its id or is given a new one: two
     * that share a cookie have sessions of one id. Others cannot know it, and asking the store would cost a read each.
     */
    private boolean isOfAnotherContext() {
        Context asking = ContextHandler.getCurrentContext();
        return getSessionDataStore() instanceof DynamoDbSessionDataStore
                && asking != null
                && asking != _context.getContext()
                && Objects.equals(
                        getSessionManager().getSessionPath(),
                        _context.getContext().getContextPath());
    }

    @Override
    public boolean contains(String id) {
        return inUse.get(id) != null;
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
            scope.committed(CommitOutcome.of(committed, () -> saver.save(committed)));
        }
    }

    String cookieName() {
        return getSessionManager().getSessionCookie();
    }

    /** A request has a session: the end of its response is to wait for what it does to it at last. */
    void holdEnd(Request request, RequestScope scope) {
        HeldEnds ends = Objects.requireNonNull(heldEnds, "started");
        try {
            request.addHttpStreamWrapper(stream -> new ResponseEnd(stream, scope, senders, ends));
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the request is over, and has no end to hold back", e);
        }
    }

    /** Saves what the commit left to be saved. */
    boolean saveDeferred(DynamoDbSession session) {
        saver.save(session);
        return session.isStillThere();
    }

    /** See {@link LocalSession#saveAndUnlock}. */
    boolean saveAndUnlock(DynamoDbSession session) {
        session.stored().map(DynamoDbSessionData::live).ifPresent(live -> _context.run(live::saveAndUnlock));
        return session.isStillThere();
    }

    /** Saves what was changed since the commit; false if the session is gone. */
    boolean saveMeanwhile(DynamoDbSession session, boolean thorough) {
        session.stored()
                .map(DynamoDbSessionData::live)
                .ifPresent(live -> _context.run(thorough ? live::save : live::saveRest));
        return session.isStillThere();
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

    /** See {@link LocalSession#saveUse}. */
    void saveUse(DynamoDbSession session, @Nullable String attribute) {
        session.stored().map(DynamoDbSessionData::live).ifPresent(live -> _context.run(() -> live.saveUse(attribute)));
        session.isStillThere();
    }

    /** Saves what changed, on a thread that is in no request; throws if it is not certain that it is stored. */
    void save(DynamoDbSession session) {
        _context.run(() -> saver.save(session));
    }

    /** There is no such session any more. */
    void ended(DynamoDbSession session) {
        RequestScope scope = currentScope();
        if (scope != null) {
            scope.rememberAbsent(session.getId());
        }
        forget(session);
    }

    /** No request is in the session any more, or there is none. */
    void forget(DynamoDbSession session) {
        if (inUse.remove(session)) {
            session.setResident(false);
        }
    }

    // ---------------------------------------------------------------- end and change of id

    /** {@inheritDoc} Null unless this call ended it: then its listeners are to hear of it here. */
    @Override
    public @Nullable ManagedSession delete(String id) throws Exception {
        DynamoDbSession session = enterIfOurs(id);
        if (session == null) {
            return null;
        }
        boolean deletedHere = session.stored()
                .map(data -> callForRequest(session, data.live()::delete))
                .orElseGet(() -> deleteFromOtherStore(id));
        forget(session);
        return deletedHere ? session : null;
    }

    private @Nullable DynamoDbSession enterIfOurs(String id) throws Exception {
        if (inUse.get(id) == null && isOfAnotherContext()) {
            return null;
        }
        DynamoDbSession session = enter(id);
        return session == null ? null : freshOrLeft(session);
    }

    private boolean deleteFromOtherStore(String id) {
        try {
            getSessionDataStore().delete(id);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("the session was not deleted", e);
        }
    }

    /** {@inheritDoc} The new id is valid, and the old one is not, from the next save on. */
    @Override
    public @Nullable ManagedSession renewSessionId(
            String oldId, String newId, String oldExtendedId, String newExtendedId) throws Exception {
        DynamoDbSession session = enterIfOurs(oldId);
        if (session == null) {
            return null;
        }
        inUse.rename(session, oldId, newId);
        renewSessionId(session, newId, newExtendedId);
        return session;
    }

    @Override
    protected void renewSessionId(ManagedSession session, String newId, String newExtendedId) throws Exception {
        String oldId = session.getId();
        session.getSessionData().setId(newId);
        session.setExtendedId(newExtendedId);
        session.onIdChanged();
        if (!(getSessionDataStore() instanceof DynamoDbSessionDataStore)) {
            session.getSessionData().setLastSaved(0);
            session.getSessionData().setDirty(true);
            getSessionDataStore().delete(oldId);
            getSessionDataStore().store(newId, session.getSessionData());
        }
    }

    // ---------------------------------------------------------------- requests

    /**
     * Makes a store call for the request of this thread; its failure is the request's. On a thread that Jetty has not
     * bound to a request (an asynchronous dispatch, one of the application) it is the session's.
     */
    <T> T callForRequest(DynamoDbSession session, Supplier<T> storeCall) {
        RequestScope scope = currentScope();
        return scope == null ? session.call(storeCall) : scope.call(storeCall);
    }

    /** The same for what failed on the way; the container is to be thrown what it logs in one line. */
    RuntimeException failed(DynamoDbSession session, RuntimeException failure) {
        RequestScope scope = currentScope();
        return scope == null ? session.fail(failure) : scope.fail(failure);
    }

    boolean isToLock(DynamoDbSession session) {
        RequestScope scope = currentScope();
        return scope != null && scope.isToLock(session);
    }

    /** Locks the session for the request of this thread; false if it is gone. */
    boolean lock(DynamoDbSession session, DynamoDbSessionData data) {
        boolean there = data.lock();
        RequestScope scope = currentScope();
        if (there && scope != null) {
            scope.locked(session);
        }
        return there;
    }

    boolean isResolving(DynamoDbSession session) {
        RequestScope scope = currentScope();
        return scope != null && scope.isResolving(session);
    }

    /** Jetty has decided that the session is that of this thread's request; false if it has not just found it. */
    boolean resolved(DynamoDbSession session) {
        RequestScope scope = currentScope();
        return scope != null && scope.resolved(session);
    }

    private @Nullable RequestScope currentScope() {
        return scopes == null ? null : scopes.current();
    }

    // ---------------------------------------------------------------- the map that the superclass works on

    @Override
    protected @Nullable ManagedSession doGet(String id) {
        return inUse.get(id);
    }

    @Override
    protected @Nullable Session doPutIfAbsent(String id, ManagedSession session) {
        return inUse.putIfAbsent(id, (DynamoDbSession) session);
    }

    @Override
    public @Nullable ManagedSession doDelete(String id) {
        return inUse.remove(id);
    }

    /** Never called: what calls them in the superclass is done in another way here. */
    @Override
    protected ManagedSession doComputeIfAbsent(String id, Function<String, ManagedSession> mapping) {
        throw new UnsupportedOperationException();
    }

    /** Never called, as before. */
    @Override
    protected boolean doReplace(String id, ManagedSession oldValue, ManagedSession newValue) {
        throw new UnsupportedOperationException();
    }
}
