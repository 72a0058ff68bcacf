package io.github.dynamosession.node.session;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.ExpiredPage;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A store in which something happens between a call's effect and its answer; it notes the calls that wrote, and whether
 * a save knew what is stored under the names that it changes.
 */
final class InterceptedStore implements SessionStore {

    private final SessionStore store;
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final AtomicInteger largeValueLoads = new AtomicInteger();
    private final Set<LargeValueReference> lost = ConcurrentHashMap.newKeySet();
    private volatile boolean behind;
    private volatile boolean refusesRenames;
    private volatile boolean refusesSaves;
    private Runnable afterLoad = () -> {};
    private Runnable afterWrite = () -> {};

    InterceptedStore(SessionStore store) {
        this.store = store;
    }

    /** Runs once, when the next load has its answer. */
    void afterNextLoad(Runnable action) {
        afterLoad = action;
    }

    /** Runs once, when the next write is applied. */
    void afterNextWrite(Runnable action) {
        afterWrite = action;
    }

    /** The calls that wrote since the last time this was asked. */
    List<String> takeWrites() {
        List<String> taken = List.copyOf(writes);
        writes.clear();
        return taken;
    }

    /** How often large values were asked for since the last time this was asked. */
    int takeLargeValueLoads() {
        return largeValueLoads.getAndSet(0);
    }

    /** From now on, or no more; a rename that is refused has not been applied. */
    void refuseRenames(boolean refuse) {
        refusesRenames = refuse;
    }

    /** From now on, or no more; a save that is refused has not been applied. */
    void refuseSaves(boolean refuse) {
        refusesSaves = refuse;
    }

    /** From now on calls at half the price do not find large values yet. */
    void fallBehind() {
        behind = true;
    }

    /** From now on no call finds it. */
    void loseLargeValue(LargeValueReference reference) {
        lost.add(reference);
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) {
        Optional<StoredSession> loaded = store.load(key);
        Runnable action = afterLoad;
        afterLoad = () -> {};
        action.run();
        return loaded;
    }

    @Override
    public boolean create(SessionKey key, StoredSession session, String token) {
        return written("create " + session.attributes().keySet(), store.create(key, session, token));
    }

    @Override
    public Optional<LockedSession> lock(SessionKey key, String owner, Duration lease, Duration patience) {
        writes.add("lock"); // when it is asked for, not when it is given
        Optional<LockedSession> locked = store.lock(key, owner, lease, patience);
        runAfterWrite();
        return locked;
    }

    @Override
    public Optional<SessionLock> renewLock(SessionKey key, SessionLock held, Duration lease) {
        return written("renew", store.renewLock(key, held, lease));
    }

    @Override
    public Optional<SessionTimes> save(SessionKey key, SessionChanges changes) {
        if (refusesSaves) {
            throw new StoreException("as the test wants", null);
        }
        Delta attributes = changes.attributes();
        String call = "save " + attributes.set().keySet() + " remove " + attributes.removed()
                + (knowsWhatIsStored(key, attributes) ? "" : " on a stale base")
                + (changes.lockUse().releases() ? " and unlock" : "");
        return written(call, store.save(key, changes));
    }

    @Override
    public boolean saveIfKnown(SessionKey key, SessionChanges changes) {
        return written("renew " + changes.attributes().set().keySet(), store.saveIfKnown(key, changes));
    }

    @Override
    public void saveLargeValue(LargeValueReference reference, byte[] value) {
        store.saveLargeValue(reference, value);
        writes.add("large value of " + value.length);
        runAfterWrite();
    }

    @Override
    public Optional<byte[]> loadLargeValue(LargeValueReference reference, boolean strongly) {
        largeValueLoads.incrementAndGet();
        return store.loadLargeValue(reference, strongly)
                .filter(value -> !lost.contains(reference))
                .filter(value -> strongly || !behind);
    }

    @Override
    public Optional<SessionTimes> touch(SessionKey key, SessionTimes times) {
        return written("touch", store.touch(key, times));
    }

    @Override
    public Optional<StoredSession> rename(
            SessionKey from, SessionKey to, StoredSession loaded, SessionChanges changes) {
        if (refusesRenames) {
            throw new StoreException("throttled", null);
        }
        return written("rename", store.rename(from, to, loaded, changes));
    }

    @Override
    public boolean delete(SessionKey key, Instant creationTime) {
        return written("delete", store.delete(key, creationTime));
    }

    @Override
    public ExpiredPage findExpired(int shard, Instant due, Optional<String> after, int limit) {
        return store.findExpired(shard, due, after, limit);
    }

    @Override
    public List<SessionKey> findLiving(int shard, int limit) {
        return store.findLiving(shard, limit);
    }

    @Override
    public Optional<SessionTimes> findTimes(SessionKey key) {
        return store.findTimes(key);
    }

    @Override
    public Optional<ClaimedSession> claimExpired(SessionKey key, Instant due, Duration lease) {
        return store.claimExpired(key, due, lease);
    }

    @Override
    public boolean deleteClaimed(ClaimedSession claimed) {
        return store.deleteClaimed(claimed);
    }

    @Override
    public Map<SessionKey, SessionTimes> findByUser(UserKey user) {
        return store.findByUser(user);
    }

    @Override
    public boolean revoke(SessionKey key, Optional<UserKey> owner) {
        return written("revoke", store.revoke(key, owner));
    }

    @Override
    public Optional<String> obstacle() {
        return store.obstacle();
    }

    @Override
    public SessionMetrics metrics() {
        return store.metrics();
    }

    @Override
    public StoreStatistics statistics() {
        return store.statistics();
    }

    @Override
    public void close() {
        store.close();
    }

    private boolean knowsWhatIsStored(SessionKey key, Delta delta) {
        Map<String, byte[]> stored =
                store.load(key).map(StoredSession::attributes).orElse(Map.of());
        return Stream.concat(delta.set().keySet().stream(), delta.removed().stream())
                .allMatch(name -> Arrays.equals(delta.known().get(name), stored.get(name)));
    }

    private <T> T written(String call, T result) {
        writes.add(call);
        runAfterWrite();
        return result;
    }

    private void runAfterWrite() {
        Runnable action = afterWrite;
        afterWrite = () -> {};
        action.run();
    }
}
