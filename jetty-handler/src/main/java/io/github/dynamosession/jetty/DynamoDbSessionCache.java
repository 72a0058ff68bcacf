package io.github.dynamosession.jetty;

import io.github.dynamosession.jetty.RequestScope.LookUp;
import io.github.dynamosession.store.live.SessionIds;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCache;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.eclipse.jetty.util.thread.Scheduler;
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

    private static final Logger LOG = System.getLogger(DynamoDbSessionCache.class.getName());

    /** Requests may last longer than a touch interval; as often as Tomcat's background thread runs. */
    private static final long TOUCH_PERIOD_SECONDS = 10;

    private final ConcurrentMap<String, DynamoDbSession> inUse = new ConcurrentHashMap<>();
    private final RequestScopes scopes = new RequestScopes(this);
    private final SecurityConstraints constraints = new SecurityConstraints();
    private @Nullable ContextHandler contextHandler;
    private Scheduler.@Nullable Task touching;

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
        super.doStart();
        if (getSessionDataStore() instanceof DynamoDbSessionDataStore) {
            if (!(_context.getContext() instanceof ContextHandler.ScopedContext context)) {
                throw new IllegalStateException(
                        "sessions in DynamoDB need a ContextHandler around the SessionHandler; add one, for \"/\"");
            }
            contextHandler = context.getContextHandler();
            contextHandler.addEventListener(scopes);
            scheduleTouch(contextHandler.getServer().getScheduler());
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (touching != null) {
            touching.cancel();
        }
        if (contextHandler != null) {
            contextHandler.removeEventListener(scopes);
        }
        inUse.clear();
        super.doStop();
    }

    /** Saves what requests that are still running have changed so far; with other stores also ends their sessions. */
    @Override
    public void shutdown() {
        inUse.values().forEach(session -> {
            if (isInvalidateOnShutdown()) {
                session.invalidate();
            } else {
                saveRest(session);
            }
            forget(session);
        });
    }

    private void scheduleTouch(Scheduler scheduler) {
        touching = scheduler.schedule(
                () -> {
                    inUse.values().forEach(DynamoDbSessionCache::touchIfDue);
                    scheduleTouch(scheduler);
                },
                TOUCH_PERIOD_SECONDS,
                TimeUnit.SECONDS);
    }

    // ---------------------------------------------------------------- into a session

    @Override
    public ManagedSession newSession(String id, long time, long maxInactiveMs) {
        RequestScope scope = scopes.current();
        if (scope != null) {
            scope.requireSessionAllowed();
            scope.requireNoFailure();
        }
        return super.newSession(id, time, maxInactiveMs);
    }

    @Override
    public DynamoDbSession newSession(SessionData data) {
        DynamoDbSession session = new DynamoDbSession(this, data);
        session.stored().ifPresent(stored -> stored.live().attributes().setCallback(new ActivationCallback(session)));
        return session;
    }

    @Override
    public void add(String id, ManagedSession session) throws Exception {
        super.add(id, session);
        RequestScope scope = scopes.current();
        if (scope != null) {
            scope.rememberPresent(id);
        }
    }

    /** {@inheritDoc} Not asking the store yet, if the request has one session id only. */
    @Override
    public @Nullable ManagedSession get(String id) throws Exception {
        RequestScope scope = scopes.current();
        LookUp lookUp = scope == null ? LookUp.AT_ONCE : scope.lookUp();
        if (lookUp == LookUp.NEVER || !SessionIds.isWellFormed(id)) {
            return null;
        }
        DynamoDbSession session = enter(id);
        if (session == null) {
            return null;
        }
        session.expectRefresh();
        if (scope != null && lookUp == LookUp.AT_FIRST_USE) {
            scope.resolving(session);
            return session;
        }
        return freshOrLeft(session);
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

    /** The one session object of this id on this node, entered; null only if another store says that there is none. */
    private @Nullable DynamoDbSession enter(String id) throws Exception {
        while (true) {
            DynamoDbSession present = inUse.get(id);
            if (present == null) {
                SessionData data = data(id);
                if (data == null) {
                    return null;
                }
                data.setLastNode(_context.getWorkerName());
                DynamoDbSession opened = newSession(data);
                opened.setResident(true);
                opened.expectRefresh();
                present = Objects.requireNonNullElse(inUse.putIfAbsent(id, opened), opened);
            }
            if (present.enter()) {
                return present;
            }
            inUse.remove(id, present);
        }
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
        RequestScope scope = scopes.current();
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
        return inUse.containsKey(id);
    }

    // ---------------------------------------------------------------- out of it

    /** {@inheritDoc} A failure is not thrown, as Jetty would send the response all the same: see {@link SessionStream}. */
    @Override
    public void commit(ManagedSession session) {
        RequestScope scope = scopes.current();
        if (scope == null) {
            save((DynamoDbSession) session);
            return;
        }
        scope.sentWith((DynamoDbSession) session);
        if (scope.failure() == null) {
            try {
                scope.call(() -> save((DynamoDbSession) session));
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the response is replaced", e);
            }
        }
    }

    /** Saves what was changed since the header was sent; before the last byte also what changed unnoticed. */
    void saveMeanwhile(RequestScope scope, boolean last) {
        DynamoDbSession session = scope.session();
        if (session == null || !session.isOpen()) {
            return;
        }
        session.stored()
                .ifPresent(data -> scope.call(() -> {
                    context().run(last ? data.live()::save : data.live()::saveRest);
                    return session.isStillThere();
                }));
    }

    private boolean save(DynamoDbSession session) {
        if (session.isOpen() && session.getSessionData().isDirty()) {
            store(session);
        }
        return session.isStillThere();
    }

    private void store(DynamoDbSession session) {
        boolean passivating = getSessionDataStore().isPassivating();
        if (passivating) {
            session.onSessionPassivation();
        }
        try {
            getSessionDataStore().store(session.getId(), session.getSessionData());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the session was not stored", e);
        }
        if (passivating) {
            session.onSessionActivation();
        }
    }

    @Override
    public void release(ManagedSession session) {
        DynamoDbSession released = (DynamoDbSession) session;
        if (released.isLastRequest() && released.isOpen()) {
            saveRest(released);
        }
        leave(released);
    }

    private void leave(DynamoDbSession session) {
        if (session.leave()) {
            forget(session);
        }
    }

    /** The response is out: whatever fails here, no client can be told. */
    private void saveRest(DynamoDbSession session) {
        if (session.stored().filter(data -> data.live().hasFailedSave()).isPresent()) {
            return; // its client has been told; its changes are not to appear after all
        }
        try {
            session.getSessionData().calcAndSetExpiry();
            store(session);
            session.isStillThere();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "after its last response a session was not saved: {0}", e.getMessage());
        }
    }

    private static void touchIfDue(DynamoDbSession session) {
        try {
            session.stored().ifPresent(data -> data.live().touchIfDue());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
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

    /** No request is in the session any more, or there is none. */
    void forget(DynamoDbSession session) {
        if (inUse.remove(session.getId(), session)) {
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
                .map(data -> callForRequest(data.live()::delete))
                .orElseGet(() -> deleteFromOtherStore(id));
        forget(session);
        return deletedHere ? session : null;
    }

    private @Nullable DynamoDbSession enterIfOurs(String id) throws Exception {
        if (!inUse.containsKey(id) && isOfAnotherContext()) {
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
        inUse.put(newId, session);
        inUse.remove(oldId, session);
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

    /** Makes a store call for the request of this thread; its failure is the request's. */
    <T> T callForRequest(Supplier<T> storeCall) {
        RequestScope scope = scopes.current();
        return scope == null ? storeCall.get() : scope.call(storeCall);
    }

    boolean isResolving(DynamoDbSession session) {
        RequestScope scope = scopes.current();
        return scope != null && scope.isResolving(session);
    }

    void resolved() {
        RequestScope scope = scopes.current();
        if (scope != null) {
            scope.resolved();
        }
    }

    /** A URI that only some users may see is never ignored: without its session the user would seem logged out. */
    boolean isIgnored(Request request) {
        return getSessionDataStore() instanceof DynamoDbSessionDataStore store
                && store.ignoredUris()
                        .filter(pattern -> pattern.matcher(request.getHttpURI().getDecodedPath())
                                .matches())
                        .isPresent()
                && !constraints.apply(contextHandler, request);
    }

    String cookieName() {
        return getSessionManager().getSessionCookie();
    }

    private ContextHandler.ScopedContext context() {
        return Objects.requireNonNull(contextHandler).getContext();
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
    protected @Nullable ManagedSession doComputeIfAbsent(String id, Function<String, ManagedSession> mapping) {
        return inUse.computeIfAbsent(id, key -> (DynamoDbSession) mapping.apply(key));
    }

    @Override
    protected boolean doReplace(String id, ManagedSession oldValue, ManagedSession newValue) {
        return inUse.replace(id, (DynamoDbSession) oldValue, (DynamoDbSession) newValue);
    }

    @Override
    public @Nullable ManagedSession doDelete(String id) {
        return inUse.remove(id);
    }
}
