package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.UserKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition of {@link SessionTable} with its values.
 *
 * @param names of attributes that are reserved words, by their alias
 */
record Condition(String expression, Map<String, AttributeValue> values, Map<String, String> names) {

    private static final Map<String, String> ALIAS = Map.of("#shard", SessionTable.SHARD);
    private static final Map<String, String> OWNER_ALIAS =
            Map.of("#lock", SessionTable.LOCK, "#owner", SessionTable.LOCK_OWNER);
    private static final Map<String, String> LOCK_ALIAS =
            Map.of("#lock", SessionTable.LOCK, "#owner", SessionTable.LOCK_OWNER, "#until", SessionTable.LOCK_UNTIL);
    private static final Map<String, String> USER_ALIAS = Map.of("#user", SessionTable.USER);

    private Condition(String expression, Map<String, AttributeValue> values) {
        this(expression, values, Map.of());
    }

    static final Condition ABSENT = new Condition(SessionTable.IS_ABSENT, Map.of());

    static Condition generation(Instant creationTime) {
        return new Condition(SessionTable.IS_GENERATION, Map.of(":created", ItemTimes.created(creationTime)));
    }

    static Condition unclaimedGeneration(Instant creationTime) {
        return new Condition(SessionTable.IS_UNCLAIMED_GENERATION, Map.of(":created", ItemTimes.created(creationTime)));
    }

    static Condition expiredGeneration(SessionItem item, Instant now) {
        return new Condition(
                SessionTable.IS_EXPIRED_GENERATION,
                Map.of(":created", ItemTimes.created(item.times().creationTime()), ":now", seconds(now)));
    }

    static Condition alive(Instant creationTime, Instant now) {
        return new Condition(
                SessionTable.IS_ALIVE, Map.of(":created", ItemTimes.created(creationTime), ":now", seconds(now)));
    }

    static Condition timesMayBeWritten(SessionTimes known, SessionTimes written, Instant now) {
        return new Condition(
                SessionTable.TIMES_MAY_BE_WRITTEN,
                Map.of(
                        ":created", ItemTimes.created(known.creationTime()),
                        ":now", seconds(now),
                        ":idleKnown", ItemTimes.idle(known),
                        ":accessed", number(written.lastAccessedTime().toEpochMilli())));
    }

    /** @param lockUse the lock under which the write is made; without one, the item's must be the known one */
    static Condition unchanged(SessionItem known, SessionItem written, LockUse lockUse, Instant now) {
        Condition unchanged = new Condition(
                SessionTable.IS_UNCHANGED,
                Map.of(
                        ":created", ItemTimes.created(known.times().creationTime()),
                        ":now", seconds(now),
                        ":idleKnown", ItemTimes.idle(known.times()),
                        ":accessed", number(written.times().lastAccessedTime().toEpochMilli()),
                        ":v", number(known.version())));
        return lockUse.lock().isPresent() ? unchanged.under(lockUse) : unchanged.and(sameLock(known));
    }

    private static Condition sameLock(SessionItem known) {
        AttributeValue lock = known.values().get(SessionTable.LOCK);
        Map<String, String> alias = Map.of("#lock", SessionTable.LOCK);
        return lock == null
                ? new Condition(SessionTable.IS_NOT_LOCKED, Map.of(), alias)
                : new Condition(SessionTable.HAS_THIS_LOCK, Map.of(":lock", lock), alias);
    }

    static Condition due(String shard, Instant due) {
        return new Condition(SessionTable.IS_DUE, Map.of(":shard", text(shard), ":due", seconds(due)), ALIAS);
    }

    static Condition notDue(String shard, Instant due) {
        return new Condition(SessionTable.IS_NOT_DUE, Map.of(":shard", text(shard), ":due", seconds(due)), ALIAS);
    }

    static Condition mayBeClaimed(String shard, Instant due, Instant now) {
        return new Condition(
                SessionTable.MAY_BE_CLAIMED,
                Map.of(":shard", text(shard), ":due", seconds(due), ":now", seconds(now)),
                ALIAS);
    }

    static Condition ofUser(UserKey user) {
        return new Condition(SessionTable.IS_OF_USER, Map.of(":user", text(user.indexValue())), USER_ALIAS);
    }

    /** @param orNeverExpires also for sessions that are in no index, as they never expire */
    static Condition mayBeRevoked(Optional<UserKey> owner, boolean orNeverExpires, Instant now) {
        String swept = orNeverExpires ? SessionTable.IS_SWEPT_OR_NEVER_EXPIRES : SessionTable.IS_SWEPT;
        String anyones = SessionTable.MAY_BE_REVOKED + " AND " + swept;
        return owner.map(user -> new Condition(
                        anyones + " AND " + SessionTable.IS_OF_USER,
                        Map.of(":now", seconds(now), ":user", text(user.indexValue())),
                        Map.of("#shard", SessionTable.SHARD, "#user", SessionTable.USER)))
                .orElseGet(() -> new Condition(anyones, Map.of(":now", seconds(now)), ALIAS));
    }

    static Condition claimed(ClaimedSession claimed) {
        return claimed(claimed.session().times().creationTime(), claimed.until());
    }

    static Condition claimed(Instant creationTime, Instant until) {
        return new Condition(
                SessionTable.IS_CLAIMED,
                Map.of(":created", ItemTimes.created(creationTime), ":claimed", seconds(until)));
    }

    static Condition mayBeLocked(String owner, Instant now) {
        return new Condition(
                SessionTable.MAY_BE_LOCKED,
                Map.of(":owner", text(owner), ":now", seconds(now), ":nowMillis", number(now.toEpochMilli())),
                LOCK_ALIAS);
    }

    static Condition lockOwner(String owner) {
        return new Condition(SessionTable.IS_LOCK_OWNER, Map.of(":owner", text(owner)), OWNER_ALIAS);
    }

    /** The same for a write that is made under a lock: also fails if that is lost. */
    Condition under(LockUse lockUse) {
        return lockUse.lock().map(lock -> and(lockOwner(lock.owner()))).orElse(this);
    }

    private Condition and(Condition other) {
        Map<String, AttributeValue> allValues = new HashMap<>(values);
        allValues.putAll(other.values);
        Map<String, String> allNames = new HashMap<>(names);
        allNames.putAll(other.names);
        return new Condition(expression + " AND " + other.expression, allValues, allNames);
    }

    /** DynamoDB refuses an empty map of values. */
    @Nullable
    Map<String, AttributeValue> valuesOrNull() {
        return values.isEmpty() ? null : values;
    }

    /** And of names. */
    @Nullable
    Map<String, String> namesOrNull() {
        return names.isEmpty() ? null : names;
    }

    private static AttributeValue seconds(Instant now) {
        return number(now.getEpochSecond());
    }
}
