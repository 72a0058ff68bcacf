package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How the times of a session stand in its item.
 *
 * @param indexed whether sessions are in the index that finds the expired ones
 */
record ItemTimes(TouchPolicy policy, String applicationName, boolean indexed) {

    /** Everything that {@link #of} may set; what it does not set must not stay from before. */
    static final List<String> NAMES = List.of(
            SessionTable.ACCESSED, SessionTable.IDLE, SessionTable.EXPIRES, SessionTable.SHARD, SessionTable.TTL);

    static ItemTimes of(SessionStoreConfig config) {
        return new ItemTimes(config.touchPolicy(), config.applicationName(), config.expiryEvents());
    }

    /** Everything but {@code created}; a session that never expires has no {@code expires}, {@code shard}, {@code ttl}. */
    Map<String, AttributeValue> of(SessionKey key, SessionTimes times) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(SessionTable.ACCESSED, number(times.lastAccessedTime().toEpochMilli()));
        values.put(SessionTable.IDLE, idle(times));
        policy.expiresAt(times).ifPresent(expires -> {
            values.put(SessionTable.EXPIRES, number(expires.getEpochSecond()));
            values.put(SessionTable.TTL, number(deletedAt(expires).getEpochSecond()));
            if (indexed) {
                values.put(SessionTable.SHARD, text(shard(key.shard())));
            }
        });
        return values;
    }

    /** When DynamoDB deletes what has ended at {@code end}, if nobody else does. */
    static Instant deletedAt(Instant end) {
        return end.plus(TouchPolicy.GRACE);
    }

    /** A partition of an index takes 1,000 units a second, and moving an entry costs two: one for all would be few. */
    String shard(int number) {
        return applicationName + "#" + number;
    }

    static AttributeValue created(Instant creationTime) {
        return number(creationTime.toEpochMilli());
    }

    static AttributeValue idle(SessionTimes times) {
        return number(times.maxInactiveInterval().toSeconds());
    }

    /**
     * The times that a save writes, if the store still knows {@code known}. The access time is cut to the second:
     * parallel requests of a session then mostly write the same one, and none of them loses to a later one.
     */
    static SessionTimes toWrite(SessionChanges changes, SessionTimes known) {
        return known.accessedAt(changes.times().lastAccessedTime().truncatedTo(ChronoUnit.SECONDS))
                .withMaxInactiveInterval(changes.newMaxInactiveInterval().orElse(known.maxInactiveInterval()));
    }
}
