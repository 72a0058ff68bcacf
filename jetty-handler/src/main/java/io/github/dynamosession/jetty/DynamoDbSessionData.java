package io.github.dynamosession.jetty;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.io.Serial;
import java.time.Duration;
import org.eclipse.jetty.session.SessionData;

/**
 * Jetty's view of a {@link LocalSession}: attributes, times and what is dirty are the local session's. Its values never
 * leave the node by this class's own serialization.
 */
final class DynamoDbSessionData extends SessionData {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final long MILLIS_PER_SECOND = 1000;

    private final transient LocalSession local;
    private final transient DynamoDbSessionDataStore store;

    DynamoDbSessionData(
            String id, String contextPath, String virtualHost, LocalSession local, DynamoDbSessionDataStore store) {
        super(id, contextPath, virtualHost, 0, 0, 0, 0);
        this.local = local;
        this.store = store;
        _attributes = new JettyAttributes(local);
    }

    LocalSession local() {
        return local;
    }

    /** Takes in what other nodes changed; false if there is no such session. */
    boolean refresh() {
        return isThere(local.refresh());
    }

    /** The same, with the session locked for the caller; see {@link LocalSession#lock}. */
    boolean lock() {
        return isThere(local.lock());
    }

    private boolean isThere(boolean there) {
        if (there) {
            adoptTimes();
            store.node().served(local.key(), getId());
        }
        return there;
    }

    void adoptTimes() {
        SessionTimes times = local.times();
        setCreated(times.creationTime().toEpochMilli());
        setAccessed(times.lastAccessedTime().toEpochMilli());
        setLastAccessed(times.lastAccessedTime().toEpochMilli());
        super.setMaxInactiveMs(times.expires() ? times.maxInactiveInterval().toMillis() : -1);
        setExpiry(calcExpiry(getAccessed()));
    }

    /** Whole seconds are stored, a positive interval is at least one; zero: never expires. */
    static Duration seconds(long maxInactiveMs) {
        return Duration.ofSeconds((Math.max(maxInactiveMs, 0) + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
    }

    @Override
    public void setId(String id) {
        super.setId(id);
        SessionKey key = store.node().key(id);
        local.rename(key, id);
        store.node().served(key, id);
    }

    @Override
    public void setMaxInactiveMs(long maxInactiveMs) {
        super.setMaxInactiveMs(maxInactiveMs);
        local.setMaxInactiveInterval(seconds(maxInactiveMs));
    }

    /** True unless a save would certainly write nothing: a value that was handed out may have changed since. */
    @Override
    public boolean isDirty() {
        return local.mayHaveChanges();
    }

    /** Never: the stored item alone decides, as another node may have used the session since this one did. */
    @Override
    public boolean isExpiredAt(long time) {
        return false;
    }
}
