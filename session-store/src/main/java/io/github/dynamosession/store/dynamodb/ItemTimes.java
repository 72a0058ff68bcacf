package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the times of a session stand in its item. */
final class ItemTimes {

    /** Between expiry and DynamoDB's own deletion: for clocks that differ, and for what still wants to read the item. */
    private static final Duration GRACE = Duration.ofDays(1);

    private ItemTimes() {}

    /** Everything but {@code created}; a session that never expires has neither {@code expires} nor {@code ttl}. */
    static Map<String, AttributeValue> of(SessionTimes times, TouchPolicy policy) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(SessionTable.ACCESSED, number(times.lastAccessedTime().toEpochMilli()));
        values.put(SessionTable.IDLE, idle(times));
        policy.expiresAt(times).ifPresent(expires -> {
            values.put(SessionTable.EXPIRES, number(expires.getEpochSecond()));
            values.put(SessionTable.TTL, number(expires.plus(GRACE).getEpochSecond()));
        });
        return values;
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
