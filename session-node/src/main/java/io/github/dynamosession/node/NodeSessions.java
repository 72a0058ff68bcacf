package io.github.dynamosession.node;

import io.github.dynamosession.node.expiry.ExpirySweep;
import io.github.dynamosession.node.request.ReadinessProbe;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.trace.GlobalTracer;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionReadiness;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sessions of one web application on one node, from its start to its stop, in every container. It owns the store, the
 * threads and what operators and the application see of them.
 *
 * <p>Any thread may call it. Once it is closed it starts nothing any more.
 */
public final class NodeSessions implements AutoCloseable {

    private static final Logger LOG = Loggers.of(NodeSessions.class);

    private final SessionStoreConfig config;
    private final UndoStack undo;
    private final LocalSessions sessions;
    private final BackgroundRounds rounds;
    private final ExpirySweep sweep;
    private final ReadinessProbe readinessProbe;

    /** Whatever this acquires it also puts on the stack of what is to be undone. */
    private NodeSessions(
            SessionStoreConfig config,
            Function<SessionStoreConfig, SessionStore> opener,
            SessionContainer container,
            UndoStack undo) {
        this.config = config;
        this.undo = undo;
        List<MetricsExport> exports = MetricsExports.chosen(config);
        Optional<EncryptionKeys> keys = EncryptionKeys.open(config);
        SessionStore store = opener.apply(config);
        undo.push("the client of the store", store::close);
        ValueRules attributes = container.attributeRules(config);
        FirstValues.begin(attributes.format());
        sessions = LocalSessions.of(
                store, config, keys, attributes, container.containerStateRules(config), container.login());
        undo.push("the threads of locks", sessions.locks()::close);
        rounds = BackgroundRounds.of(config);
        undo.push("the thread of touches", rounds::close);
        JmxRegistration shown = JmxRegistration.of(container.context(), store::statistics, store.metrics()::statistics);
        undo.push("what JMX shows of the sessions", shown::close);
        GlobalTracer.find().map(store.metrics()::trace).ifPresent(end -> undo.push("the spans of calls", end::run));
        SessionReadiness readiness = store::obstacle;
        readinessProbe = new ReadinessProbe(config.readinessPath(), readiness);
        give(container, SessionReadiness.CONTEXT_ATTRIBUTE, readiness);
        give(container, SessionMetrics.CONTEXT_ATTRIBUTE, store.metrics());
        give(container, UserSessions.CONTEXT_ATTRIBUTE, sessions.userSessions());
        for (MetricsExport export : exports) {
            undo.push("the metrics for " + export.way(), export.begin(config, store.metrics())::run);
        }
        sweep = ExpirySweep.of(config, sessions, container);
        undo.push("the sweep of expired sessions", sweep::close); // first: its last listener finds everything running
    }

    private void give(SessionContainer container, String attribute, Object value) {
        undo.push("the context's attribute " + attribute, () -> container.removeContextAttribute(attribute));
        container.setContextAttribute(attribute, value);
    }

    /**
     * Opens the store and starts what the sessions need, but for {@link #startExpiryEvents}. If anything of it fails, all
     * of it is undone before this throws.
     *
     * @param opener opens the store
     * @throws io.github.dynamosession.store.InvalidConfigurationException if a property is wrong
     * @throws io.github.dynamosession.store.StoreException if the store is not fit for sessions
     */
    public static NodeSessions open(
            SessionStoreConfig config, Function<SessionStoreConfig, SessionStore> opener, SessionContainer container) {
        UndoStack undo = new UndoStack();
        try {
            NodeSessions opened = new NodeSessions(config, opener, container, undo);
            LOG.log(Level.INFO, "sessions of {0} are kept in DynamoDB: {1}", container.context(), config);
            return opened;
        } catch (Throwable e) { // also a class that is missing, a thread that cannot be made
            undo.close();
            throw e;
        }
    }

    /**
     * Stops all of it, the last thing first: when this returns, no listener is told of an expired session, nor will one be.
     * It never throws.
     */
    @Override
    public void close() {
        undo.close();
    }

    /** To be called when the application has started, whose listeners may be told of expired sessions soon. */
    public void startExpiryEvents() {
        sweep.start();
    }

    // ---------------------------------------------------------------- sessions

    /** A session that does not exist yet; its first {@link LocalSession#save} stores it. */
    public LocalSession create(String id, SessionTimes times) {
        return create(id, times, clock());
    }

    /** A session that may be in the store; {@link LocalSession#refresh} tells, and fills it. */
    public LocalSession join(String id) {
        return join(id, clock());
    }

    /** The same as {@link #create(String, SessionTimes)}, for a session that is {@linkplain LocalSessions#usedAt used at} other times. */
    public LocalSession create(String id, SessionTimes times, Clock lastUse) {
        SessionKey key = key(id);
        served(key, id);
        metrics().sessionCreated();
        return sessions.usedAt(lastUse).create(key, id, times);
    }

    /** The same as {@link #join(String)}, for a session that is {@linkplain LocalSessions#usedAt used at} other times. */
    public LocalSession join(String id, Clock lastUse) {
        return sessions.usedAt(lastUse).join(key(id));
    }

    /** Where the session of an id is stored. */
    public SessionKey key(String id) {
        return SessionKey.of(config.applicationName(), SessionIds.withoutRoute(id));
    }

    /** From now on this node knows the id that belongs to the session's key; the application may know it by that. */
    public void served(SessionKey key, String id) {
        metrics().sessionSeen(key);
        sweep.served(key, id);
    }

    // ---------------------------------------------------------------- what the configuration says of requests

    /** Whether requests of this URI lock their session. */
    public boolean locks(String uri) {
        return sessions.locks().cover(uri);
    }

    /** Whether {@code ignoredUris} says that requests of this URI have no session. */
    public boolean ignores(String uri) {
        return config.ignoredUris()
                .filter(pattern -> pattern.matcher(uri).matches())
                .isPresent();
    }

    /** What load balancers are told, in front of the application. */
    public ReadinessProbe readinessProbe() {
        return readinessProbe;
    }

    // ---------------------------------------------------------------- what belongs to them

    public SessionStoreConfig config() {
        return config;
    }

    public SessionStore store() {
        return sessions.store();
    }

    public Clock clock() {
        return sessions.clock();
    }

    /** Where what happens at intervals waits for the store. */
    public BackgroundRounds rounds() {
        return rounds;
    }

    /** Where figures of the sessions are told. */
    public SessionMetrics metrics() {
        return store().metrics();
    }

    /** What the store has counted since the start. */
    public StoreStatistics statistics() {
        return store().statistics();
    }
}
