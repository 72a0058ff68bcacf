package io.github.dynamosession.jetty;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionsNotStartedException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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
    private final ReadinessHandler readiness;
    private final UndoStack undo = new UndoStack();
    private volatile @Nullable NodeSessions node;

    /**
     * @param properties as typed; checked at start
     * @param opener opens the store at each start
     * @param readiness answers load balancers for all contexts of the server
     */
    DynamoDbSessionDataStore(
            Map<String, String> properties,
            Function<SessionStoreConfig, SessionStore> opener,
            ReadinessHandler readiness) {
        this.properties = new TreeMap<>(properties);
        this.opener = opener;
        this.readiness = readiness;
    }

    // ---------------------------------------------------------------- life cycle

    @Override
    protected void doStart() throws Exception {
        LogBridge.install();
        super.doStart();
        boolean started = false;
        try {
            ContextProperties.addTo(properties, _context.getContext());
            open(SessionStoreConfig.of(properties));
            started = true;
        } catch (InvalidConfigurationException | StoreException e) {
            LOG.log(Level.DEBUG, "the cause", e);
            throw new SessionsNotStartedException(ApplicationNames.of(_context.getContext()), e);
        } finally {
            if (!started) {
                undo.close();
            }
        }
    }

    private void open(SessionStoreConfig config) {
        NodeSessions opened = NodeSessions.open(config, opener, new JettyContainer(_context, this::dataOf));
        undo.push("the state of the session store", () -> node = null);
        undo.push("the sessions of the node", opened::close); // its last listener finds everything running
        node = opened;
        undo.push("what load balancers are told", () -> readiness.close(_context.getContext()));
        readiness.open(_context.getContext(), opened);
        ExpiryEvents expiryEvents = new ExpiryEvents(_context.getContext(), opened);
        undo.push("the listener to the end of the start", expiryEvents::close);
        expiryEvents.open();
    }

    @Override
    protected void doStop() throws Exception {
        undo.close();
        super.doStop();
    }

    /** What the store runs on from its start to its stop. */
    NodeSessions node() {
        NodeSessions now = node;
        if (now == null) {
            throw new IllegalStateException("the session store of " + _context + " is not started");
        }
        return now;
    }

    // ---------------------------------------------------------------- sessions

    /** A session that is perhaps in the store; its {@link DynamoDbSessionData#refresh} tells. Asks nothing. */
    DynamoDbSessionData join(String id) {
        DynamoDbSessionData data = dataOf(id, node().join(id));
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
        DynamoDbSessionData data = dataOf(id, node().create(id, times));
        data.adoptTimes();
        data.setLastAccessed(lastAccessed);
        return data;
    }

    private DynamoDbSessionData dataOf(String id, LocalSession local) {
        return new DynamoDbSessionData(id, _context.getCanonicalContextPath(), _context.getVhost(), local, this);
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
        return load(node().store(), id).isPresent();
    }

    private Optional<StoredSession> load(SessionStore store, String id) {
        return SessionIds.isWellFormed(id) ? store.load(node().key(id)) : Optional.empty();
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
            ours.local().save();
        } else {
            ours.local().touchIfDue();
        }
    }

    @Override
    public boolean delete(String id) {
        SessionStore store = node().store();
        return load(store, id)
                .map(session -> store.delete(node().key(id), session.times().creationTime()))
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
        NodeSessions now = node;
        return now == null ? StoreStatistics.NONE : now.statistics();
    }
}
