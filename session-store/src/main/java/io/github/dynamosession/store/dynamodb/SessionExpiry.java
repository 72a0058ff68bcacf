package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTooLargeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<SessionKey> find(int shard, Instant due, int limit) {
        return calls.search(Operation.SEARCH, "expired sessions", Condition.due(layout.shard(shard), due), limit);
    }

    /** As {@link io.github.dynamosession.store.SessionStore#findLiving} promises. */
    List<SessionKey> findLiving(int shard, int limit) {
        Condition notDue = Condition.notDue(layout.shard(shard), clock.instant());
        return calls.search(Operation.FIND, "living sessions", notDue, limit);
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
