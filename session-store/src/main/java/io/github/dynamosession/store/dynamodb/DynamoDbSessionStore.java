package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.ExpiredPage;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Consistency;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sessions in a DynamoDB table, one item each.
 *
 * <p>IAM actions on the table: {@code dynamodb:GetItem}, {@code PutItem}, {@code UpdateItem}, {@code DeleteItem},
 * {@code DescribeTable}, {@code DescribeTimeToLive}; with {@code createTable=true} also {@code CreateTable} and {@code
 * UpdateTimeToLive}; with {@code expiryEvents=true}, and to list living sessions, also {@code Query} on the table's index {@code by-expiry};
 * to list the sessions of a user {@code Query} on {@code by-user}.
 */
public final class DynamoDbSessionStore implements SessionStore {

    private final ItemTimes layout;
    private final boolean consistentRead;
    private final Clock clock;
    private final Supplier<Optional<StoreException>> refusal;
    private final Runnable release;
    private final CallCounter counter;
    private final TableCalls calls;
    private final SessionCreation creation;
    private final SessionSave save;
    private final SessionRename rename;
    private final SessionLocking locking;
    private final SessionExpiry expiry;
    private final LargeValueItems largeValues;
    private final RecentLogins logins;
    private final SessionsByUser byUser;

    private DynamoDbSessionStore(
            SessionStoreConfig config,
            DynamoDbClient client,
            Turns turns,
            Clock clock,
            Supplier<Optional<StoreException>> refusal,
            Runnable release) {
        this.layout = ItemTimes.of(config);
        this.consistentRead = config.consistency() == Consistency.STRONG;
        this.clock = clock;
        this.refusal = refusal;
        this.release = release;
        this.counter = new CallCounter(new SessionMetrics());
        this.calls = new TableCalls(client, turns, config.tableName(), counter);
        this.creation = new SessionCreation(calls, clock);
        this.save = new SessionSave(calls, layout, clock);
        this.largeValues = new LargeValueItems(calls);
        this.logins = new RecentLogins(calls, config, clock);
        this.byUser = new SessionsByUser(calls, logins, layout, clock);
        this.rename = new SessionRename(calls, layout, logins, clock);
        this.locking = new SessionLocking(calls, clock);
        this.expiry = new SessionExpiry(calls, layout, clock);
    }

    /**
     * Opens a store with a client that it shares with the other stores of the JVM that have the same connection settings;
     * {@link #close} of the last one closes it. The table is checked, or created if the configuration says so, unless
     * another of these stores has done so, and the connection is warm when this returns. If DynamoDB cannot be reached
     * at this moment the store opens all the same: its calls fail until the table has been checked, which is tried every two seconds.
     *
     * @throws io.github.dynamosession.store.InvalidConfigurationException if there is no such table, or if it is not
     *     as sessions need it; the message names all that is wrong, and the remedy
     * @throws StoreException if DynamoDB must not be asked: no credentials, no permission, no such endpoint
     */
    public static DynamoDbSessionStore open(SessionStoreConfig config) {
        SharedTable table = SharedTable.open(config);
        return new DynamoDbSessionStore(
                config, table.client(), table.turns(), Clock.systemUTC(), table::refusal, table::close);
    }

    /**
     * The same on a client that belongs to the caller: its timeouts, retries and credentials count, not the
     * configuration's, and {@link #close} leaves it open.
     */
    static DynamoDbSessionStore open(SessionStoreConfig config, DynamoDbClient client) {
        TableAdmin admin = new TableAdmin(client, config);
        TableGate gate =
                TableGate.of(config, client.serviceClientConfiguration().region(), admin::prepareAndWarmUp);
        gate.admit(config.applicationName());
        return new DynamoDbSessionStore(
                config, client, Turns.unlimited(), Clock.systemUTC(), gate::refusal, gate::close);
    }

    /**
     * A store with a client of its own, without a look at the table, for those who make a call or two: a missing table is an
     * error of the call.
     *
     * @throws StoreException if there are no credentials
     */
    public static DynamoDbSessionStore connect(SessionStoreConfig config) {
        OwnedClient client = OwnedClient.connect(config);
        return new DynamoDbSessionStore(
                config, client.client(), client.turns(), Clock.systemUTC(), Optional::empty, client::close);
    }

    /**
     * Checks the table, or creates it if the configuration says so, and does nothing else with it.
     *
     * @param toCreateIt what messages are to say instead of {@code set createTable=true}
     * @throws io.github.dynamosession.store.InvalidConfigurationException as {@link #open} does
     * @throws StoreException likewise
     */
    public static void prepareTable(SessionStoreConfig config, String toCreateIt) {
        try (OwnedClient client = OwnedClient.connect(config)) {
            new TableAdmin(client.client(), config, toCreateIt).prepare();
        }
    }

    /**
     * A store on a client that belongs to the caller: its timeouts, retries and credentials count, not the
     * configuration's, and {@link #close} leaves it open. The table is not checked.
     */
    static DynamoDbSessionStore using(DynamoDbClient client, SessionStoreConfig config, Clock clock) {
        return new DynamoDbSessionStore(config, client, Turns.unlimited(), clock, Optional::empty, () -> {});
    }

    @Override
    public Optional<StoredSession> load(SessionKey key) {
        return counted(() -> calls.get(Operation.LOAD, key, consistentRead)
                .filter(item -> item.isAlive(clock.instant()))
                .map(SessionItem::session));
    }

    @Override
    public boolean create(SessionKey key, StoredSession session, String token) {
        return counted(() -> {
            session.user().ifPresent(user -> logins.add(Operation.CREATE, user, key));
            return creation.create(key, SessionItem.of(calls.where(key), key, session, token, layout), token);
        });
    }

    @Override
    public Optional<LockedSession> lock(SessionKey key, String owner, Duration lease, Duration patience) {
        return counted(() -> locking.lock(key, owner, lease, patience));
    }

    @Override
    public Optional<SessionLock> renewLock(SessionKey key, SessionLock held, Duration lease) {
        return counted(() -> locking.renew(key, held, lease));
    }

    @Override
    public Optional<SessionTimes> save(SessionKey key, SessionChanges changes) {
        return counted(() -> {
            changes.login().flatMap(UserChange::user).ifPresent(user -> logins.add(Operation.SAVE, user, key));
            return save.save(key, changes);
        });
    }

    @Override
    public boolean saveIfKnown(SessionKey key, SessionChanges changes) {
        return counted(() -> save.saveIfKnown(key, changes));
    }

    @Override
    public Optional<SessionTimes> touch(SessionKey key, SessionTimes times) {
        return counted(() -> save.touch(key, times));
    }

    @Override
    public Optional<StoredSession> rename(
            SessionKey from, SessionKey to, StoredSession loaded, SessionChanges changes) {
        return counted(() -> rename.rename(from, to, loaded, changes));
    }

    @Override
    public boolean delete(SessionKey key, Instant creationTime) {
        Condition deletable = Condition.unclaimedGeneration(creationTime);
        return counted(() -> largeValues
                .deleteWith(calls.delete(Operation.DELETE, key, deletable))
                .deleted());
    }

    @Override
    public void saveLargeValue(LargeValueReference reference, byte[] value) {
        counted(() -> {
            largeValues.put(reference, value);
            return reference;
        });
    }

    @Override
    public Optional<byte[]> loadLargeValue(LargeValueReference reference, boolean strongly) {
        return counted(() -> largeValues.get(reference, strongly));
    }

    @Override
    public ExpiredPage findExpired(int shard, Instant due, Optional<String> after, int limit) {
        return counted(() -> expiry.find(shard, due, after, limit));
    }

    @Override
    public Optional<ClaimedSession> claimExpired(SessionKey key, Instant due, Duration lease) {
        return counted(() -> expiry.claim(key, due, lease));
    }

    @Override
    public boolean deleteClaimed(ClaimedSession claimed) {
        return counted(() -> expiry.delete(claimed));
    }

    @Override
    public List<SessionKey> findLiving(int shard, int limit) {
        return counted(() -> expiry.findLiving(shard, limit));
    }

    @Override
    public Optional<SessionTimes> findTimes(SessionKey key) {
        return counted(() -> calls.times(key, false))
                .filter(item -> item.isAlive(clock.instant()))
                .map(SessionItem::times);
    }

    @Override
    public Map<SessionKey, SessionTimes> findByUser(UserKey user) {
        return counted(() -> byUser.find(user));
    }

    @Override
    public boolean revoke(SessionKey key, Optional<UserKey> owner) {
        return counted(() -> byUser.revoke(key, owner));
    }

    /** What is known of a session, whether or not it has ended; empty if nothing is stored under its key. */
    public Optional<SessionDescription> describe(SessionKey key) {
        return counted(() -> calls.get(Operation.LOAD, key, true))
                .filter(item -> !item.isMoved())
                .map(item -> item.describe(clock.instant()));
    }

    @Override
    public Optional<String> obstacle() {
        return refusal.get().map(Throwable::getMessage);
    }

    @Override
    public StoreStatistics statistics() {
        return counter.snapshot();
    }

    @Override
    public SessionMetrics metrics() {
        return counter.metrics();
    }

    @Override
    public void close() {
        release.run();
    }

    private <T> T counted(Supplier<T> call) {
        try {
            refusal.get().ifPresent(refused -> {
                throw refused;
            });
            return call.get();
        } catch (StoreException e) {
            counter.failure();
            throw e;
        }
    }
}
