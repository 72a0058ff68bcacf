package io.github.dynamosession.jetty;

import io.github.dynamosession.node.BackgroundRounds;
import io.github.dynamosession.node.JmxRegistration;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one context in DynamoDB. Made by {@link DynamoDbSessionDataStoreFactory}; {@link
 * DynamoDbSessionCache} is the cache to use it with.
 *
 * <p>Under one of Jetty's own caches it keeps Jetty's contract, but not all of our promises: a cache that keeps sessions
 * between requests serves stale ones, and Jetty answers a request whose session could not be saved as if it had been.
 */
public final class DynamoDbSessionDataStore extends AbstractSessionDataStore {

    private static final Logger LOG = Loggers.of(DynamoDbSessionDataStore.class);

    /** What a context says outlives its attributes, which Jetty clears when it stops. */
    private final Map<String, String> properties;

    private final Function<SessionStoreConfig, SessionStore> opener;
    private final UndoStack undo = new UndoStack();
    private volatile @Nullable Running running;

    /** What a started store has. */
    private record Running(
            SessionStoreConfig config,
            SessionStore store,
            LocalSessions liveSessions,
            BackgroundRounds rounds,
            ExpiryEvents expiryEvents) {}

    /**
     * @param properties as typed; checked at start
     * @param opener opens the store at each start
     */
    DynamoDbSessionDataStore(Map<String, String> properties, Function<SessionStoreConfig, SessionStore> opener) {
        this.properties = new TreeMap<>(properties);
        this.opener = opener;
    }

    // ---------------------------------------------------------------- life cycle

    @Override
    protected void doStart() throws Exception {
        LogBridge.install();
        super.doStart();
        boolean started = false;
        try {
            ContextProperties.addTo(properties, _context.getContext());
            SessionStoreConfig config = SessionStoreConfig.of(properties);
            open(config);
            LOG.log(Level.INFO, "sessions of {0} are kept in DynamoDB: {1}", config.applicationName(), config);
            started = true;
        } catch (InvalidConfigurationException | StoreException e) {
            LOG.log(Level.DEBUG, "the cause", e);
            throw new NotStartedException(ContextProperties.defaultApplicationName(_context.getContext()), e);
        } finally {
            if (!started) {
                undo.close();
            }
        }
    }

    private void open(SessionStoreConfig config) {
        Optional<EncryptionKeys> keys = EncryptionKeys.open(config);
        SessionStore store = opener.apply(config);
        undo.push("the way to DynamoDB", store::close);
        LocalSessions liveSessions = liveSessions(config, keys, store);
        undo.push("the threads that renew locks", liveSessions.locks()::close);
        BackgroundRounds rounds = BackgroundRounds.of(config);
        undo.push("the thread that keeps sessions of long requests alive", rounds::close);
        ExpiryEvents expiryEvents = new ExpiryEvents(_context, config, liveSessions, this::dataOf);
        running = new Running(config, store, liveSessions, rounds, expiryEvents);
        undo.push("the state of the session store", () -> running = null);
        String context = ContextProperties.defaultApplicationName(_context.getContext());
        undo.push("what JMX shows of the store", JmxRegistration.of(context, this::statistics)::close);
        _context.getContext().setAttribute(UserSessions.CONTEXT_ATTRIBUTE, liveSessions.userSessions());
        undo.push("the sessions by user", () -> _context.getContext().removeAttribute(UserSessions.CONTEXT_ATTRIBUTE));
        undo.push("the events of expired sessions", expiryEvents::close); // its last listener finds everything running
        expiryEvents.open();
    }

    private LocalSessions liveSessions(SessionStoreConfig config, Optional<EncryptionKeys> keys, SessionStore store) {
        ClassLoader classLoader = Objects.requireNonNullElseGet(
                _context.getContext().getClassLoader(), Thread.currentThread()::getContextClassLoader);
        return LocalSessions.of(
                store,
                config,
                keys,
                ValueRules.forAttributes(config, classLoader, List.of(), (name, value) -> false),
                ValueRules.forContainerState(config, classLoader, List.of()),
                JettyState.CONTAINER_LOGIN);
    }

    @Override
    protected void doStop() throws Exception {
        undo.close();
        super.doStop();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the session store of " + _context + " is not started");
        }
        return now;
    }

    /** URIs whose requests have no session. */
    Optional<Pattern> ignoredUris() {
        return running().config().ignoredUris();
    }

    /** Where what happens at intervals waits for the store. */
    BackgroundRounds rounds() {
        return running().rounds();
    }

    /** Which requests lock their session. */
    SessionLocks locks() {
        return running().liveSessions().locks();
    }

    // ---------------------------------------------------------------- sessions

    /** A session that is perhaps in the store; its {@link DynamoDbSessionData#refresh} tells. Asks nothing. */
    DynamoDbSessionData join(String id) {
        DynamoDbSessionData data = dataOf(id, running().liveSessions().join(key(id)));
        data.setLastSaved(System.currentTimeMillis());
        data.clean();
        return data;
    }

    @Override
    public SessionData newSessionData(String id, long created, long accessed, long lastAccessed, long maxInactiveMs) {
        SessionTimes times = new SessionTimes(
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(Math.max(accessed, created)),
                DynamoDbSessionData.seconds(maxInactiveMs));
        SessionKey key = key(id);
        DynamoDbSessionData data = dataOf(id, running().liveSessions().create(key, id, times));
        data.adoptTimes();
        data.setLastAccessed(lastAccessed);
        served(key, id);
        return data;
    }

    private DynamoDbSessionData dataOf(String id, LocalSession live) {
        return new DynamoDbSessionData(id, _context.getCanonicalContextPath(), _context.getVhost(), live, this);
    }

    /** From now on this node knows the id that belongs to the session's key. */
    void served(SessionKey key, String id) {
        running().expiryEvents().served(key, id);
    }

    SessionKey key(String id) {
        return SessionKey.of(running().config().applicationName(), SessionIds.withoutRoute(id));
    }

    /**
     * {@inheritDoc}
     *
     * @return null if the session is absent; an expired session is, although its item may still be there
     * @throws UnreadableSessionDataException if the item is damaged; Jetty takes that for a reason to delete the session
     * @throws StoreException if the store cannot tell
     */
    @Override
    public @Nullable SessionData doLoad(String id) throws Exception {
        DynamoDbSessionData data = join(id);
        try {
            return data.refresh() ? data : null;
        } catch (DamagedSessionException e) {
            throw new UnreadableSessionDataException(id, _context, e);
        }
    }

    @Override
    public boolean doExists(String id) {
        return load(running().store(), id).isPresent();
    }

    private Optional<StoredSession> load(SessionStore store, String id) {
        return SessionIds.isWellFormed(id) ? store.load(key(id)) : Optional.empty();
    }

    /** {@inheritDoc} Without the future that the superclass waits for: an interrupted thread gets no result from it. */
    @Override
    public void store(String id, SessionData data) {
        long lastSave = data.getLastSaved();
        if (data.isDirty() || lastSave <= 0 || data.isMetaDataDirty()) {
            _context.run(() -> doStore(id, data, lastSave));
            data.setLastSaved(System.currentTimeMillis());
            data.clean();
        }
    }

    /** {@inheritDoc} Without a future, as before. */
    @Override
    public boolean exists(String id) {
        boolean[] exists = {false};
        _context.run(() -> exists[0] = doExists(id));
        return exists[0];
    }

    /** Writes what changed; if nothing did, the access time when it is due. */
    @Override
    public void doStore(String id, SessionData data, long lastSaveTime) {
        if (!(data instanceof DynamoDbSessionData ours)) {
            throw new IllegalArgumentException("session data that newSessionData of this store did not make");
        }
        if (data.isDirty()) {
            ours.live().save();
        } else {
            ours.live().touchIfDue();
        }
    }

    @Override
    public boolean delete(String id) {
        SessionStore store = running().store();
        return load(store, id)
                .map(session -> store.delete(key(id), session.times().creationTime()))
                .orElse(false);
    }

    /** False: values that listen hear of it one by one, when they are decoded or encoded. */
    @Override
    public boolean isPassivating() {
        return false;
    }

    // ---------------------------------------------------------------- what Jetty's scavenger asks

    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        return candidates.stream().filter(id -> !doExists(id)).collect(Collectors.toSet());
    }

    /** Nothing: session ids are not in the store, and expired sessions are swept without Jetty's scavenger. */
    @Override
    public Set<String> doGetExpired(long before) {
        return Set.of();
    }

    /** Nothing: what no node sweeps any more, DynamoDB deletes by its TTL. */
    @Override
    public void doCleanOrphans(long time) {}

    /** What the store of this node has counted; nothing while it does not run. */
    StoreStatistics statistics() {
        Running now = running;
        return now == null ? StoreStatistics.NONE : now.store().statistics();
    }
}
