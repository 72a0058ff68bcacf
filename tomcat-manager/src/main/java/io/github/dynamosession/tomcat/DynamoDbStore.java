package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Session;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.session.StoreBase;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Store} of Tomcat's {@code PersistentManager} whose sessions are in DynamoDB, as those of {@link DynamoDbManager} are:
 *
 * <pre>{@code
 * <Manager className="org.apache.catalina.session.PersistentManager" maxIdleSwap="600">
 *   <Store className="io.github.dynamosession.tomcat.DynamoDbStore" tableName="http-sessions"/>
 * </Manager>
 * }</pre>
 *
 * <p>The properties of {@link SessionStoreConfig} are attributes of the element, but for those of what {@code
 * PersistentManager} decides; an unknown or wrong one stops the start of the web application.
 *
 * <p>A session that was removed, or has expired, is not brought back by a save. A save writes the attributes that have
 * changed since the session was loaded; of two nodes that have changed one attribute, the later save wins.
 */
public final class DynamoDbStore extends StoreBase implements InDynamoDb {

    private static final int AT_LEAST_ONE = 1;

    private static final String BY_REQUEST = "a Store does not see requests; DynamoDbManager does";

    private static final Map<String, String> REFUSED = Map.of(
            "consistency",
                    "a Store reads strongly: it is given ids alone, and a removal must find what was just stored",
            "ignoredUris", "use the filter of Tomcat's PersistentValve",
            "lockMode", BY_REQUEST,
            "lockUris", BY_REQUEST,
            "lockTimeout", BY_REQUEST,
            "lockLease", BY_REQUEST,
            "readinessPath", BY_REQUEST);

    private final TypedProperties properties = new TypedProperties(REFUSED);

    /** From the start to the stop. */
    private volatile @Nullable PersistedSessions running;

    /** With every property at its default. */
    public DynamoDbStore() {
        // for Tomcat, which makes it by its name
    }

    /**
     * Sets one property, as {@link DynamoDbManager#setProperty} does.
     *
     * @param value null or an empty text leaves the default
     * @return true, whatever the name: it is checked at start
     */
    public boolean setProperty(String name, @Nullable String value) {
        properties.set(name, value);
        return true;
    }

    @Override
    public String getStoreName() {
        return "DynamoDbStore";
    }

    @Override
    protected void startInternal() throws LifecycleException {
        String application = ApplicationNames.of(manager.getContext());
        try {
            running = PersistedSessions.open(manager, properties.config(application));
        } catch (InvalidConfigurationException | StoreException e) {
            throw new StartFailure().keep(application, e);
        }
        super.startInternal();
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        super.stopInternal();
        PersistedSessions stopped = running;
        running = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    /** @throws IllegalStateException if the store does not run */
    PersistedSessions running() {
        PersistedSessions now = running;
        if (now == null) {
            throw new IllegalStateException("the store of sessions is not started");
        }
        return now;
    }

    // ---------------------------------------------------------------- one session

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if DynamoDB cannot tell. An {@code IOException}, which the signature would allow, is taken by
     *     Tomcat for "no session": the client's cookie would be replaced.
     */
    @Override
    public @Nullable Session load(String id) {
        return running().load(id).orElse(null);
    }

    /**
     * {@inheritDoc} Of one that has ended, on whatever node, nothing is stored.
     *
     * @throws IOException if it is not certain that all of it is stored; the message says why
     */
    @Override
    public void save(Session session) throws IOException {
        StandardSession saved = (StandardSession) session;
        // Its end holds the monitor, too: a first save that came after the removal would bring the session back.
        synchronized (saved) {
            if (saved.isValid()) {
                try {
                    running().save(saved);
                } catch (StoreException | AttributeNotSavedException | IllegalArgumentException e) {
                    throw new IOException("a session is not saved: " + e.getMessage(), e);
                }
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if it is not certain that the session is deleted: the application's {@code invalidate} fails
     *     with it, as the user is perhaps still logged in
     * @throws IOException the same while the manager stops: Tomcat logs it and goes on, or this would never be stopped
     */
    @Override
    public void remove(String id) throws IOException {
        try {
            running().remove(id);
        } catch (StoreException e) {
            if (manager instanceof Lifecycle stopping && !stopping.getState().isAvailable()) {
                throw new IOException("a session is not removed: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    // ---------------------------------------------------------------- all sessions

    /**
     * Returns what some hundreds of the stored sessions, those that expire first, are stored under: not their ids, which the
     * table does not have, and {@link #load} does not know them.
     */
    @Override
    public String[] keys() throws IOException {
        try {
            return running().living().some().stream()
                    .map(SessionKey::partitionKey)
                    .toArray(String[]::new);
        } catch (StoreException e) {
            throw new IOException("sessions cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * Returns how many sessions are stored, at most two thousand; what other nodes have stored or ended may be counted a minute
     * late. One if it cannot be told, as Tomcat undeploys an old version of an application that has none.
     */
    @Override
    public int getSize() {
        int count = running().living().count();
        return count == LivingSessions.UNKNOWN ? AT_LEAST_ONE : count;
    }

    /**
     * Ends all stored sessions that are found, on all nodes; listeners are told as of sessions that expire.
     *
     * @throws IOException if they cannot be found, as with {@code expiryEvents=false}
     */
    @Override
    public void clear() throws IOException {
        if (!running().node().config().expiryEvents()) {
            throw new IOException("with expiryEvents=false stored sessions cannot be found, nor cleared");
        }
        try {
            running().clear();
        } catch (StoreException e) {
            throw new IOException("sessions are not all cleared: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps stored what is in use in memory. It expires nothing: the sweep does, once for all nodes, and tells listeners of
     * the sessions that no node has in memory.
     */
    @Override
    public void processExpires() {
        PersistedSessions now = running;
        if (now != null) {
            now.touchDue();
        }
    }
}
