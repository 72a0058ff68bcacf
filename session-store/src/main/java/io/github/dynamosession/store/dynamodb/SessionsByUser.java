package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.UserKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Finds the sessions of a user by the index and by what the index may not have yet, and ends sessions at once. */
final class SessionsByUser {

    private static final Logger LOG = Loggers.of(SessionsByUser.class);

    private final TableCalls calls;
    private final RecentLogins logins;
    private final ItemTimes layout;
    private final Clock clock;

    SessionsByUser(TableCalls calls, RecentLogins logins, ItemTimes layout, Clock clock) {
        this.calls = calls;
        this.logins = logins;
        this.layout = layout;
        this.clock = clock;
    }

    /**
     * As {@link io.github.dynamosession.store.SessionStore#findByUser} promises. A session that is not where it was said to
     * be may have got another id meanwhile: then the recent logins, which name that, are read again.
     */
    Map<SessionKey, SessionTimes> find(UserKey user) {
        Set<SessionKey> seen = new HashSet<>();
        Map<SessionKey, SessionTimes> alive = new HashMap<>();
        Set<SessionKey> next = named(user);
        next.addAll(logins.of(user));
        while (!next.isEmpty()) {
            seen.addAll(next);
            next.forEach(key -> living(key, user).ifPresent(times -> alive.put(key, times)));
            boolean allThere = alive.keySet().containsAll(next);
            next = allThere ? new HashSet<>() : logins.of(user);
            next.removeAll(seen);
        }
        return inOrderOfCreation(alive);
    }

    private static Map<SessionKey, SessionTimes> inOrderOfCreation(Map<SessionKey, SessionTimes> sessions) {
        Map<SessionKey, SessionTimes> ordered = new LinkedHashMap<>();
        sessions.entrySet().stream()
                .sorted(Comparator.comparing((Entry<SessionKey, SessionTimes> entry) ->
                        entry.getValue().creationTime()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(ordered);
    }

    /** The index may be behind, so what it names is a hint. */
    private Optional<SessionTimes> living(SessionKey key, UserKey user) {
        try {
            return calls.times(key, true)
                    .filter(item -> item.user().equals(Optional.of(user)) && item.isAlive(clock.instant()))
                    .map(SessionItem::times);
        } catch (DamagedSessionException e) {
            LOG.log(Level.WARNING, "a session of a user is left out: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Set<SessionKey> named(UserKey user) {
        Set<SessionKey> keys = new HashSet<>();
        Map<String, AttributeValue> last = Map.of();
        do {
            QueryResponse page = page(user, last);
            page.items().forEach(item -> Optional.ofNullable(item.get(SessionTable.ID))
                    .ifPresent(id -> keys.add(SessionKey.ofPartitionKey(id.s()))));
            last = page.lastEvaluatedKey();
        } while (!last.isEmpty());
        return keys;
    }

    private QueryResponse page(UserKey user, Map<String, AttributeValue> after) {
        return calls.query(
                Operation.FIND,
                calls.inTable("sessions of a user"),
                SessionTable.BY_USER,
                Condition.ofUser(user),
                request -> request.exclusiveStartKey(after.isEmpty() ? null : after));
    }

    /** As {@link io.github.dynamosession.store.SessionStore#revoke} promises. */
    boolean revoke(SessionKey key, Optional<UserKey> owner) {
        Instant now = clock.instant();
        SessionUpdate revocation = SessionUpdate.ofRevocation(
                AttributeValues.text(layout.shard(key.shard())),
                ItemTimes.deletedAt(now),
                Condition.mayBeRevoked(owner, layout.indexed(), now));
        WriteResult result = calls.update(Operation.REVOKE, key, revocation, Map::of);
        if (isRevocation(result)) {
            return true;
        }
        return result.found()
                .filter(item ->
                        item.isAlive(now) && (owner.isEmpty() || item.user().equals(owner)))
                .map(item -> deleteAtOnce(key, item))
                .orElse(false);
    }

    /**
     * No sweep comes across it. The mark before the deletion tells those who read the changes of the table that no
     * application ended it.
     */
    private boolean deleteAtOnce(SessionKey key, SessionItem item) {
        Instant created = item.times().creationTime();
        SessionUpdate mark = SessionUpdate.ofClaim(Instant.EPOCH, Condition.unclaimedGeneration(created));
        WriteResult marked = calls.update(Operation.REVOKE, key, mark, Map::of);
        if (!isRevocation(marked)) {
            return false;
        }
        calls.delete(Operation.REVOKE, key, Condition.claimed(created, Instant.EPOCH));
        return true;
    }

    /** True also of an attempt that was made again, and finds what the first one has done. */
    private static boolean isRevocation(WriteResult result) {
        return result.applied()
                || (result.repeated()
                        && result.found().filter(SessionItem::isRevoked).isPresent());
    }
}
