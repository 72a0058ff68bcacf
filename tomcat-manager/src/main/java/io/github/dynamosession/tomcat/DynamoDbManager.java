package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionsNotStartedException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.StoreManager;
import org.apache.catalina.connector.Request;
import org.apache.catalina.session.StandardSession;
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
public final class DynamoDbManager extends IdsManager implements InDynamoDb {

    private static final Logger LOG = Loggers.of(DynamoDbManager.class);

    private final TypedProperties properties = new TypedProperties(Map.of());

    private final SaveBeforeResponseValve valve = new SaveBeforeResponseValve(this);
    private final SessionsInUse inUse = new SessionsInUse(this, sessions);
    private final Function<SessionStoreConfig, SessionStore> opener;
    private final StartFailure startFailure = new StartFailure();

    /** From the start to the stop. */
    private volatile @Nullable TomcatSessions running;

    /** With every property at its default. */
    public DynamoDbManager() {
        this(DynamoDbSessionStore::open);
    }

    /** @param opener opens the store at each start */
    DynamoDbManager(Function<SessionStoreConfig, SessionStore> opener) {
        this.opener = opener;
    }

    // ---------------------------------------------------------------- life cycle

    /**
     * Sets one property of {@link SessionStoreConfig}, by program or by the attribute of the {@code <Manager>} element: Tomcat
     * brings those here that have no setter. An unknown name, of which Tomcat would only warn, stops the start.
     *
     * @param value null or an empty text leaves the default
     * @return true, whatever the name: it is checked at start
     */
    public boolean setProperty(String name, @Nullable String value) {
        properties.set(name, value);
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Adds the valve here: at start the authenticator is in the pipeline already, and the login page that it sends
     * must find the session saved.
     */
    @Override
    public void setContext(Context context) {
        valve.leave(getContext());
        super.setContext(context);
        valve.enter(context);
        JarScan.leaveOutOurJars(context);
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        startFailure.forget();
        try {
            TomcatSessions opened = TomcatSessions.open(this, properties.config(application()), opener);
            running = opened;
            opened.begin();
        } catch (InvalidConfigurationException | StoreException e) {
            close();
            setState(LifecycleState.FAILED);
            throw startFailure.keep(application(), e);
        } catch (Throwable e) { // a class that is missing, a thread that cannot be made
            close();
            throw e;
        }
        setState(LifecycleState.STARTING);
    }

    private void close() {
        Optional.ofNullable(running).ifPresent(TomcatSessions::close);
        running = null;
        sessions.clear();
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        close();
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
        valve.leave(getContext());
        Manager successor = getContext() == null ? null : getContext().getManager();
        if (successor != null && !keepsSessionsInDynamoDb(successor)) {
            LOG.log(
                    Level.INFO,
                    "sessions of {0} are not kept in DynamoDB: it has a manager of its own, {1}",
                    application(),
                    successor.getClass().getName());
        }
        super.destroyInternal();
    }

    private static boolean keepsSessionsInDynamoDb(Manager manager) {
        return manager instanceof InDynamoDb
                || manager instanceof StoreManager holder && holder.getStore() instanceof InDynamoDb;
    }

    /** What stopped the last start, if it failed: Tomcat logs that, and goes on without the web application. */
    public Optional<SessionsNotStartedException> startFailure() {
        return startFailure.last();
    }

    private String application() {
        return ApplicationNames.of(getContext());
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
        boolean withoutLogin = sessionId == null && !scope.lookUps().isAuthenticating();
        DynamoDbSession session = (DynamoDbSession) super.createSession(withoutLogin ? newIdWithoutLogin() : sessionId);
        scope.lookUps().created(session);
        return session;
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
            return scope.lookUps().find(id);
        }
        Optional<EarlyLookUps> early = EarlyLookUps.of(this);
        return early.isPresent() ? early.get().find(this, id) : inUse.lookUpOnce(id);
    }

    @Override
    protected void changeSessionId(
            Session session, String newId, boolean notifySessionListeners, boolean notifyContainerListeners) {
        String oldId = session.getIdInternal();
        super.changeSessionId(session, newId, notifySessionListeners, notifyContainerListeners);
        running().webSockets().renamed(oldId, newId);
        RequestScope scope = RequestScope.current(this);
        if (scope != null) {
            scope.lookUps().renamed((DynamoDbSession) session);
        }
    }

    /**
     * Keeps sessions alive that a request has been in for long, and looks for WebSockets whose session ended elsewhere; on a
     * thread of our own, as this one serves all web applications. It never expires a session, see {@link #processExpires}.
     */
    @Override
    public void backgroundProcess() {
        Optional.ofNullable(running).ifPresent(TomcatSessions::beginRound);
    }

    // ---------------------------------------------------------------- what the other classes of this package ask for

    /** @throws IllegalStateException if the manager does not run */
    TomcatSessions running() {
        TomcatSessions now = running;
        if (now == null) {
            throw new IllegalStateException("the session manager of " + application() + " is not started");
        }
        return now;
    }

    /** Also while the manager does not run: a request that outlives it lets go of its session. */
    SessionsInUse inUse() {
        return inUse;
    }

    @Override
    boolean mayIdsSayNoLogin() {
        return running().mayIdsSayNoLogin();
    }

    /** What a request knows of its session; it may ask before it is in the context's pipeline. */
    RequestScope scope(Request request) {
        return valve.scope(request);
    }

    /** Whether this is what the sessions of a web application are in, now. */
    boolean isManagerOf(@Nullable Context context) {
        return context != null && context.getManager() == this;
    }

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
        return Optional.ofNullable(running).map(now -> now.all().keys()).orElse(Set.of());
    }

    /**
     * Returns how many living sessions the application has, at most two thousand, as it was within the last minute; -1 if
     * that cannot be told: without expiry events, where sessions never expire, or if the store does not answer.
     */
    @Override
    public int getActiveSessions() {
        return Optional.ofNullable(running).map(now -> now.all().count()).orElse(0);
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
}
