package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.ExpiredPage;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTooLargeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Finds expired sessions, and others, by the index, and ends each by a claim and a delete. */
final class SessionExpiry {

    private final TableCalls calls;
    private final ItemTimes layout;
    private final Clock clock;

    SessionExpiry(TableCalls calls, ItemTimes layout, Clock clock) {
        this.calls = calls;
        this.layout = layout;
        this.clock = clock;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#findExpired} promises. */
    ExpiredPage find(int shard, Instant due, Optional<String> after, int limit) {
        QueryResponse page = calls.query(
                Operation.SEARCH,
                calls.inTable("expired sessions"),
                SessionTable.BY_EXPIRY,
                Condition.due(layout.shard(shard), due),
                request -> request.limit(limit)
                        .exclusiveStartKey(after.map(last -> entry(shard, last)).orElse(null)));
        return new ExpiredPage(
                keys(page),
                Optional.of(page.lastEvaluatedKey())
                        .filter(key -> !key.isEmpty())
                        .map(SessionExpiry::place));
    }

    /** As {@link io.github.dynamosession.store.SessionStore#findLiving} promises. */
    List<SessionKey> findLiving(int shard, int limit) {
        return keys(calls.query(
                Operation.FIND,
                calls.inTable("living sessions"),
                SessionTable.BY_EXPIRY,
                Condition.notDue(layout.shard(shard), clock.instant()),
                request -> request.limit(limit)));
    }

    private static List<SessionKey> keys(QueryResponse page) {
        return page.items().stream()
                .map(item -> SessionKey.ofPartitionKey(text(item, SessionTable.ID)))
                .toList();
    }

    /** The number as DynamoDB has it: nobody else than it need understand an entry that no node of ours has made. */
    private static String place(Map<String, AttributeValue> entry) {
        return Objects.requireNonNull(entry.get(SessionTable.EXPIRES)).n() + ' ' + text(entry, SessionTable.ID);
    }

    private Map<String, AttributeValue> entry(int shard, String place) {
        int space = place.indexOf(' ');
        return Map.of(
                SessionTable.SHARD, AttributeValues.text(layout.shard(shard)),
                SessionTable.EXPIRES, AttributeValue.fromN(place.substring(0, space)),
                SessionTable.ID, AttributeValues.text(place.substring(space + 1)));
    }

    private static String text(Map<String, AttributeValue> entry, String name) {
        return Objects.requireNonNull(entry.get(name)).s();
    }

    /** As {@link io.github.dynamosession.store.SessionStore#claimExpired} promises. */
    Optional<ClaimedSession> claim(SessionKey key, Instant due, Duration lease) {
        Instant now = clock.instant();
        String shard = layout.shard(key.shard());
        // Up, so that who claims after this one's end gets a later one: claims of a session never have the same.
        Instant until = now.plus(lease).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        try {
            WriteResult result = calls.take(
                    Operation.CLAIM, key, SessionUpdate.ofClaim(until, Condition.mayBeClaimed(shard, due, now)));
            if (!result.applied()) {
                result.found().ifPresent(SessionItem::requireReadableClaim);
                return Optional.empty();
            }
            return result.found().map(item -> new ClaimedSession(key, item.session(), until));
        } catch (DamagedSessionException | SessionTooLargeException e) {
            // Else every sweep of every node would come across it again. DynamoDB's TTL deletes it.
            calls.update(Operation.CLAIM, key, SessionUpdate.ofHiding(Condition.due(shard, due)), Map::of);
            throw e;
        }
    }

    /** As {@link io.github.dynamosession.store.SessionStore#deleteClaimed} promises. */
    boolean delete(ClaimedSession claimed) {
        return calls.delete(Operation.EXPIRE, claimed.key(), Condition.claimed(claimed))
                .deleted();
    }
}
