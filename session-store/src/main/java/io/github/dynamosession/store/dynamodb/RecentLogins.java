package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.ScopedHash;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.UserKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The logins of a user in the last minutes, to be read strongly, which an index cannot be. Without it:
 *
 * <ol>
 *   <li>someone else logs in as ann; the session is saved, and not in the index yet,
 *   <li>ann logs out everywhere: the index names her other sessions only,
 *   <li>the index gets the session, which nobody ends.
 * </ol>
 *
 * <p>An item for each user and five minutes, whose {@code id} is {@code logins#} and a hash of both:
 *
 * <pre>
 * logins   SS {"3q2-7w...", ...}  keys of sessions, some perhaps never stored, or long gone
 * ttl      N  1763788480          epoch seconds of DynamoDB's own clean-up
 * </pre>
 */
final class RecentLogins {

    /** Much longer than an index is behind, which is less than a second as a rule, and than clocks differ. */
    static final Duration PERIOD = Duration.ofMinutes(5);

    private final TableCalls calls;
    private final boolean wanted;
    private final Clock clock;

    RecentLogins(TableCalls calls, SessionStoreConfig config, Clock clock) {
        this.calls = calls;
        this.wanted = config.userIndex();
        this.clock = clock;
    }

    /**
     * To be called before the session is saved with its user: who finds a key whose session is not there yet passes over
     * it. A full item is left as it is: a user who logs in so often is a program, and its item must not cost more and more.
     *
     * @param operation what the call is a part of
     */
    void add(Operation operation, UserKey user, SessionKey session) {
        if (!wanted) {
            return;
        }
        Instant now = clock.instant();
        calls.updateIf(operation, calls.where(session), id(user, period(now)), request -> request.updateExpression(
                        "ADD logins :sessions SET #ttl = :ttl")
                .conditionExpression(SessionTable.IS_NOT_FULL)
                .expressionAttributeNames(Map.of("#ttl", SessionTable.TTL))
                .expressionAttributeValues(values(session, now)));
    }

    private static Map<String, AttributeValue> values(SessionKey session, Instant now) {
        return Map.of(
                ":sessions", AttributeValue.fromSs(List.of(session.partitionKey())),
                ":session", text(session.partitionKey()),
                ":most", number(SessionStore.RECENT_LOGINS),
                ":ttl", number(ItemTimes.deletedAt(now).getEpochSecond()));
    }

    /** Sessions that the user has lately begun to log in to, also by a node whose clock differs. */
    Set<SessionKey> of(UserKey user) {
        long current = period(clock.instant());
        Set<SessionKey> sessions = new HashSet<>();
        LongStream.rangeClosed(current - 1, current + 1).forEach(period -> sessions.addAll(read(user, period)));
        return sessions;
    }

    private Set<SessionKey> read(UserKey user, long period) {
        return calls.read(
                        Operation.FIND,
                        calls.inTable("recent logins"),
                        id(user, period),
                        request -> request.consistentRead(true).projectionExpression(SessionTable.LOGINS))
                .map(item -> item.get(SessionTable.LOGINS))
                .map(logins ->
                        logins.ss().stream().map(SessionKey::ofPartitionKey).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static long period(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), PERIOD.toSeconds());
    }

    private static String id(UserKey user, long period) {
        return "logins#" + ScopedHash.of(user.indexValue(), Long.toString(period));
    }
}
