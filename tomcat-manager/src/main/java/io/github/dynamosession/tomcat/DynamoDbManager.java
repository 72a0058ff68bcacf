package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.BackgroundRounds;
import io.github.dynamosession.node.JmxRegistration;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.payload.EncryptionKeys;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.DistributedManager;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.session.ManagerBase;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.jspecify.annotations.Nullable;

/**
 * A Tomcat {@code Manager} whose sessions are in DynamoDB, so that any node serves any request of any session:
 *
 * <pre>{@code
 * <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" tableName="http-sessions"/>
 * }</pre>
 *
 * <p>Every property of {@link SessionStoreConfig} is an attribute of the element; an unknown or wrong one stops the
 * start of the web application with one message. So does a table that is missing or wrong. While DynamoDB cannot be
 * reached the application starts, and its sessions are unavailable.
 *
 * <p>The manager itself holds the sessions that requests of this node are in, and no others. {@link #findSessions} and
 * {@link #getActiveSessions} speak of the application, by queries; the other statistics of this node.
 */
public final class DynamoDbManager extends ManagerBase implements DistributedManager {

    private static final Logger LOG = Loggers.of(DynamoDbManager.class);

    private static final int NO_LIMIT = -1;

    /** As typed; checked at start, all together. */
    private final Map<String, String> properties = new TreeMap<>();

    private final SaveBeforeResponseValve valve = new SaveBeforeResponseValve(this);

    private final UndoStack undo = new UndoStack();

    private volatile @Nullable Running running;
    private volatile int mostInUse = NO_LIMIT;

    private final Function<SessionStoreConfig, SessionStore> opener;

    /** With every property at its default. */
    public DynamoDbManager() {
        this(DynamoDbSessionStore::open);
    }

    /** @param opener opens the store at each start */
    DynamoDbManager(Function<SessionStoreConfig, SessionStore> opener) {
        this.opener = opener;
    }

    /** What a started manager has. */
    private record Running(
            SessionStore store,
            LocalSessions liveSessions,
            ApplicationSessions all,
            ExpiryEvents expiryEvents,
            WebSocketBindings webSockets,
            BackgroundRounds rounds,
            LastBytes lastBytes,
            String applicationName) {}

    // ---------------------------------------------------------------- life cycle

    /**
     * {@inheritDoc}
     *
     * <p>Adds the valve here: at start the authenticator is in the pipeline already, and the login page that it sends
     * must find the session saved.
     */
    @Override
    public void setContext(Context context) {
        Context previous = getContext();
        if (previous != null) {
            previous.getPipeline().removeValve(valve);
        }
        super.setContext(context);
        if (context != null) {
            context.getPipeline().addValve(valve);
        }
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        try {
            start(config());
        } catch (InvalidConfigurationException | StoreException e) {
            undo.close();
            setState(LifecycleState.FAILED);
            LOG.log(Level.DEBUG, "why sessions of " + application() + " have no manager", e);
            throw reason(e);
        } catch (Throwable e) { // a class that is missing, a thread that cannot be made
            undo.close();
            throw e;
        }
        setState(LifecycleState.STARTING);
    }

    /** Whatever this acquires it also puts on the stack of what is to be undone, by the stop or when the start fails. */
    private void start(SessionStoreConfig config) {
        SessionRules rules = new SessionRules(getContext(), this, config);
        Optional<EncryptionKeys> keys = EncryptionKeys.open(config);
        SessionStore store = opener.apply(config);
        undo.push("the client of the store", store::close);
        LocalSessions liveSessions = rules.liveSessions(store, keys);
        undo.push("the threads of locks", liveSessions.locks()::close);
        BackgroundRounds rounds = BackgroundRounds.of(config);
        undo.push("the thread of touches", rounds::close);
        LastBytes lastBytes = new LastBytes(config.applicationName());
        undo.push("the thread of last bytes", lastBytes::close);
        ExpiryEvents expiryEvents = new ExpiryEvents(this, config, liveSessions);
        undo.push("what is known of sessions", () -> {
            running = null;
            sessions.clear();
        });
        running = new Running(
                store,
                liveSessions,
                ApplicationSessions.of(getContext(), config, liveSessions),
                expiryEvents,
                new WebSocketBindings(this, liveSessions.clock(), config.sweepInterval()),
                rounds,
                lastBytes,
                config.applicationName());
        undo.push("what JMX shows of the store", JmxRegistration.of(application(), this::statistics)::close);
        ServletContext application = getContext().getServletContext();
        undo.push("the sessions by user", () -> application.removeAttribute(UserSessions.CONTEXT_ATTRIBUTE));
        application.setAttribute(UserSessions.CONTEXT_ATTRIBUTE, liveSessions.userSessions());
        valve.start(config);
        undo.push("what tells of requests that begin", () -> RequestedCookies.unwatch(getContext(), this));
        RequestedCookies.watch(getContext(), this);
        // closed first: while its last listener still finds everything running
        undo.push("the sweep of expired sessions", expiryEvents::close);
        expiryEvents.open();
        LOG.log(Level.INFO, "sessions of {0} are kept in DynamoDB: {1}", application(), config);
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        undo.close();
        super.stopInternal();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Tomcat does this to a manager that another one has replaced, be it before the start: an inner {@code <Manager>}
     * wins over that of {@code conf/context.xml}. Nothing of this one stays in the context then.
     */
    @Override
    protected void destroyInternal() throws LifecycleException {
        Context context = getContext();
        if (context != null) {
            context.getPipeline().removeValve(valve);
            Manager successor = context.getManager();
            if (successor != null && !(successor instanceof DynamoDbManager)) {
                LOG.log(
                        Level.INFO,
                        "sessions of {0} are not kept in DynamoDB: it has a manager of its own, {1}",
                        application(),
                        successor.getClass().getName());
            }
        }
        super.destroyInternal();
    }

    /** Tomcat logs it as a stack trace; whoever reads that needs the one line that says what to change. */
    private LifecycleException reason(RuntimeException cause) {
        LifecycleException reason = new LifecycleException("sessions of " + application() + ": " + cause.getMessage());
        reason.setStackTrace(new StackTraceElement[0]);
        return reason;
    }

    private SessionStoreConfig config() {
        Map<String, String> typed = new TreeMap<>(properties);
        typed.merge("applicationName", application(), (name, byDefault) -> name.isBlank() ? byDefault : name);
        return SessionStoreConfig.of(typed);
    }

    private String application() {
        return ApplicationNames.of(getContext());
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the session manager of " + application() + " is not started");
        }
        return now;
    }

    // ---------------------------------------------------------------- sessions

    @Override
    protected StandardSession getNewSession() {
        return new DynamoDbSession(this);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException also for a request whose URI matches {@code ignoredUris}: a new session would
     *     replace the one that the client has
     */
    @Override
    public Session createSession(@Nullable String sessionId) {
        requireRoom();
        RequestScope scope = RequestScope.current(this);
        if (scope == null) {
            return super.createSession(sessionId);
        }
        scope.requireNotIgnored();
        DynamoDbSession session = (DynamoDbSession) super.createSession(sessionId);
        scope.created(session);
        return session;
    }

    private void requireRoom() {
        if (mostInUse >= 0 && sessions.size() >= mostInUse) {
            rejectedSessions++;
            throw new TooManyActiveSessionsException("as many sessions as maxActiveSessions are in use", mostInUse);
        }
    }

    /** {@inheritDoc} Of those that requests of this node are in. */
    @Override
    public int getMaxActiveSessions() {
        return mostInUse;
    }

    /** {@inheritDoc} Of those that requests of this node are in: to count the others takes calls to the store. */
    @Override
    public void setMaxActiveSessions(int max) {
        mostInUse = max;
    }

    /**
     * Returns the session with what all nodes have saved so far, or null if there is none. Costs at most one read per
     * request, however often it is called in it, and none for a malformed id.
     *
     * @throws StoreException if the store cannot tell. An {@code IOException}, which the signature would allow, is
     *     taken by Tomcat for "no session": the client's cookie would be replaced.
     */
    @Override
    public @Nullable Session findSession(@Nullable String id) {
        if (id == null || !SessionIds.isWellFormed(id)) {
            return null;
        }
        RequestScope scope = RequestScope.current(this);
        if (scope != null) {
            return scope.find(id, () -> lookUp(id, scope::refresh));
        }
        Optional<EarlyLookUps> early = EarlyLookUps.of(this);
        return early.isPresent() ? early.get().find(this, id, () -> lookUpOnce(id)) : lookUpOnce(id);
    }

    /** The session as it is stored now; nobody holds it. */
    private @Nullable DynamoDbSession lookUpOnce(String id) {
        DynamoDbSession session = lookUp(id, DynamoDbSession::refresh);
        if (session != null) {
            session.release();
        }
        return session;
    }

    /** Joins or loads a session, and holds it for the caller. */
    private @Nullable DynamoDbSession lookUp(String id, Predicate<DynamoDbSession> refresh) {
        DynamoDbSession session = hold(id);
        try {
            if (refresh.test(session)) {
                return session;
            }
        } catch (RuntimeException e) {
            session.release();
            throw e;
        }
        session.release();
        return null;
    }

    /** The one session object of this id on this node: an empty one if no request is in the session yet. */
    private DynamoDbSession hold(String id) {
        while (true) {
            DynamoDbSession present = (DynamoDbSession) sessions.get(id);
            if (present == null) {
                DynamoDbSession joined = new DynamoDbSession(this);
                joined.join(id, running().liveSessions().join(key(id)));
                present = (DynamoDbSession) sessions.putIfAbsent(id, joined);
                if (present == null) {
                    return joined;
                }
            }
            if (present.hold()) {
                return present;
            }
            sessions.remove(id, present);
        }
    }

    /** From now on this node knows the id that belongs to the session's key. */
    void served(SessionKey key, String id) {
        running().expiryEvents().served(key, id);
    }

    /** Tells whether requests of this URI lock their session. */
    boolean locks(String uri) {
        return running().liveSessions().locks().cover(uri);
    }

    WebSocketBindings webSockets() {
        return running().webSockets();
    }

    LocalSession newLiveSession(SessionKey key, String id, SessionTimes times) {
        return running().liveSessions().create(key, id, times);
    }

    SessionKey key(String id) {
        return SessionKey.of(running().applicationName(), SessionIds.withoutRoute(id));
    }

    /** What a request knows of its session; it may ask before it is in the context's pipeline. */
    RequestScope scope(Request request) {
        return valve.scope(request);
    }

    /** Ends a session without its id, be it in use on this node or not. */
    void end(SessionKey key) {
        for (DynamoDbSession session : inUse()) {
            if (session.key().equals(key)) {
                session.expire();
                return;
            }
        }
        running().store().revoke(key, Optional.empty());
    }

    /** Requests of this node are in the session again; false if another object has its place. */
    boolean remember(DynamoDbSession session) {
        return sessions.putIfAbsent(session.getIdInternal(), session) == null;
    }

    /** Whether both serve one path of one host, in whatever versions. */
    boolean isVersionOf(DynamoDbManager other) {
        Context mine = getContext();
        Context others = other.getContext();
        return others != null
                && mine.getParent() == others.getParent()
                && mine.getPath().equals(others.getPath());
    }

    /** The sessions that requests of this node are in. */
    private List<DynamoDbSession> inUse() {
        return sessions.values().stream().map(DynamoDbSession.class::cast).toList();
    }

    /** {@inheritDoc} Without a call to the store: every request that uses a session comes through here. */
    @Override
    public void add(Session session) {
        sessions.put(session.getIdInternal(), session);
        synchronized (sessions) {
            maxActive = Math.max(maxActive, sessions.size());
        }
    }

    /** No request is in the session any more. */
    void forget(DynamoDbSession session) {
        sessions.remove(session.getIdInternal(), session);
    }

    @Override
    protected void changeSessionId(
            Session session, String newId, boolean notifySessionListeners, boolean notifyContainerListeners) {
        String oldId = session.getIdInternal();
        super.changeSessionId(session, newId, notifySessionListeners, notifyContainerListeners);
        webSockets().renamed(oldId, newId);
        RequestScope scope = RequestScope.current(this);
        if (scope != null) {
            scope.renamed((DynamoDbSession) session);
        }
    }

    /**
     * Keeps sessions alive that a request has been in for long, and looks for WebSockets whose session ended elsewhere; on a
     * thread of our own, as this one serves all web applications. It never expires a session, see {@link #processExpires}.
     */
    @Override
    public void backgroundProcess() {
        Running now = running;
        if (now != null) {
            now.rounds().begin(() -> dueSteps(now.webSockets()));
        }
    }

    private List<Runnable> dueSteps(WebSocketBindings webSockets) {
        List<Runnable> steps = new ArrayList<>(webSockets.lookUpsDue());
        for (DynamoDbSession mine : inUse()) {
            if (mine.isTouchDue()) {
                steps.add(mine::touch);
            }
        }
        return steps;
    }

    /** Does what may run code of the application, on whatever thread: a look-up or a save encodes its values. */
    void inApplication(Runnable action) {
        Context context = getContext();
        ClassLoader before = context.bind(false, null);
        try {
            action.run();
        } finally {
            context.unbind(false, before);
        }
    }

    /** Holds the ends of responses back for requests that are still in the application. */
    LastBytes lastBytes() {
        return running().lastBytes();
    }

    /** Whether this is what the sessions of a web application are in, now. */
    boolean isManagerOf(@Nullable Context context) {
        return context != null && context.getManager() == this;
    }

    /**
     * Does nothing. The stored item alone tells whether a session has expired: another node may have used it since this
     * one did.
     */
    @Override
    public void processExpires() {}

    /** Does nothing: sessions are in the store while they are in use. */
    @Override
    public void load() {}

    /** Does nothing: every response has left its session saved. */
    @Override
    public void unload() {}

    // ---------------------------------------------------------------- all sessions of the application

    /**
     * Returns sessions of the whole application, at most some hundreds, those that expire first; of sessions without expiry
     * events those in use on this node. In place of its id each has the key that it is stored under. Makes several calls.
     *
     * @throws StoreException if the store cannot tell
     */
    @Override
    public Session[] findSessions() {
        return keys().stream().map(key -> new ListedSession(this, key)).toArray(Session[]::new);
    }

    private Set<SessionKey> keys() {
        Running now = running;
        Set<SessionKey> keys =
                new LinkedHashSet<>(now == null ? Set.of() : now.all().keys());
        inUse().forEach(session -> keys.add(session.key()));
        return keys;
    }

    /**
     * Returns how many living sessions the application has, at most two thousand, as it was within the last minute; -1 if
     * that cannot be told: without expiry events, where sessions never expire, or if the store does not answer.
     */
    @Override
    public int getActiveSessions() {
        Running now = running;
        int found = now == null ? 0 : now.all().count();
        return found == ApplicationSessions.UNKNOWN ? found : Math.max(found, sessions.size());
    }

    /** {@inheritDoc} Tomcat undeploys an old version of the application when this is none. */
    @Override
    public int getActiveSessionsFull() {
        return getActiveSessions();
    }

    /** {@inheritDoc} In place of ids: keys, as of {@link #findSessions}. */
    @Override
    public Set<String> getSessionIdsFull() {
        return keys().stream().map(SessionKey::partitionKey).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Optional<SessionTimes> timesOf(SessionKey key) {
        return running().store().findTimes(key);
    }

    // ---------------------------------------------------------------- what users type

    /**
     * Sets one property of {@link SessionStoreConfig}, by program or by the attribute of the {@code <Manager>} element: Tomcat
     * brings those here that have no setter. An unknown name, of which Tomcat would only warn, stops the start.
     *
     * @param value null or an empty text leaves the default
     * @return true, whatever the name: it is checked at start
     */
    public boolean setProperty(String name, @Nullable String value) {
        properties.put(name, Objects.requireNonNullElse(value, ""));
        return true;
    }

    // ---------------------------------------------------------------- what operators see (JMX)

    @Override
    public String getName() {
        return "DynamoDbManager";
    }

    /** What the store of this node has counted; nothing while the manager does not run. */
    StoreStatistics statistics() {
        Running now = running;
        return now == null ? StoreStatistics.NONE : now.store().statistics();
    }
}
