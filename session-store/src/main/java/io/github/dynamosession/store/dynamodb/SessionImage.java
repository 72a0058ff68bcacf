package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.UserKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one image of an item, as DynamoDB Streams has it before or after a change, tells of a session: whose it is, how large,
 * and whether it has ended; never its id, nor a value. An attribute that is missing or damaged counts as absent.
 *
 * @param handle the key of the session, as {@link io.github.dynamosession.store.UserSessions} gives it to users
 * @param applicationName empty if neither a user nor an entry for the sweep tells it
 * @param user empty: nobody's
 * @param created milliseconds; a session that takes the place of another one has another time
 * @param state whether it has ended
 * @param deletedAt from when on DynamoDB's clean-up may delete it; empty: never
 * @param born whether the first save of a session put it there, and not a change of its id
 * @param movedTo where a session went that has another id by now; only in {@link State#MOVED}
 * @param bytes the size of the item, by DynamoDB's rules
 * @param largeValueBytes what its values with items of their own take besides
 */
public record SessionImage(
        String handle,
        Optional<String> applicationName,
        Optional<UserKey> user,
        Instant created,
        State state,
        Optional<Instant> deletedAt,
        boolean born,
        Optional<String> movedTo,
        long bytes,
        long largeValueBytes) {

    /** What has become of a session. */
    public enum State {
        /** It has not ended, as far as anyone has noticed. */
        LIVING,
        /** Somebody ended it from elsewhere. */
        REVOKED,
        /** A node has found that it is expired, and tells the listeners. */
        EXPIRED,
        /** It goes on under another key. */
        MOVED
    }

    /** Empty for items that are no sessions: large values and recent logins. */
    public static Optional<SessionImage> of(Map<String, AttributeValue> item) {
        Optional<Long> created = number(item, SessionTable.CREATED);
        return text(item, SessionTable.ID)
                .filter(id -> SessionKey.isPartitionKey(id) && created.isPresent())
                .map(id -> new SessionImage(
                        id,
                        applicationName(item),
                        user(item).map(UserKey::ofIndexValue),
                        Instant.ofEpochMilli(created.orElseThrow()),
                        state(item),
                        number(item, SessionTable.TTL).map(Instant::ofEpochSecond),
                        text(item, SessionTable.WRITER)
                                .filter(SessionKey::isPartitionKey)
                                .isEmpty(),
                        text(map(item, SessionTable.MOVED), SessionTable.MOVED_TO),
                        ItemSize.of(item),
                        largeValueBytes(item)));
    }

    /** Item and values with items of their own. */
    public long allBytes() {
        return bytes + largeValueBytes;
    }

    /** The name of the user; empty for nobody, and if the table holds a hash of it. */
    public Optional<String> userName() {
        return user.flatMap(UserKeys::nameOfAny);
    }

    private static State state(Map<String, AttributeValue> item) {
        if (item.containsKey(SessionTable.MOVED)) {
            return State.MOVED;
        }
        boolean revoked = SessionUpdate.REVOKED.equals(item.get(SessionTable.CLAIMED))
                || SessionUpdate.REVOKED.equals(item.get(SessionTable.EXPIRES)); // which a later claim leaves
        if (revoked) {
            return State.REVOKED;
        }
        return item.containsKey(SessionTable.CLAIMED) ? State.EXPIRED : State.LIVING;
    }

    private static Optional<String> user(Map<String, AttributeValue> item) {
        return text(item, SessionTable.USER).or(() -> text(map(item, SessionTable.MOVED), SessionTable.MOVED_USER));
    }

    private static Optional<String> applicationName(Map<String, AttributeValue> item) {
        return user(item)
                .map(UserKey::ofIndexValue)
                .map(UserKeys::applicationOf)
                .or(() -> text(item, SessionTable.SHARD).map(shard -> shard.substring(0, shard.lastIndexOf('#'))));
    }

    private static long largeValueBytes(Map<String, AttributeValue> item) {
        return Stream.of(SessionTable.ATTRIBUTES, SessionTable.CONTAINER_STATE)
                .flatMap(part -> map(item, part).values().stream())
                .filter(value -> value.b() != null)
                .map(AttributeValues::bytes)
                .filter(stored -> LargeValueReference.behind(stored).isPresent())
                .mapToLong(LargeValueReference::lengthOf)
                .sum();
    }

    private static Optional<String> text(Map<String, AttributeValue> item, String name) {
        return value(item, name).map(AttributeValue::s);
    }

    private static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        return value(item, name).map(AttributeValue::m).orElse(Map.of());
    }

    private static Optional<Long> number(Map<String, AttributeValue> item, String name) {
        return value(item, name).map(AttributeValue::n).flatMap(SessionImage::parsed);
    }

    private static Optional<Long> parsed(String digits) {
        try {
            return Optional.of(Long.valueOf(digits));
        } catch (NumberFormatException e) {
            return Optional.empty(); // no number of ours
        }
    }

    private static Optional<AttributeValue> value(Map<String, AttributeValue> item, String name) {
        @Nullable AttributeValue value = item.get(name);
        return Optional.ofNullable(value);
    }
}
