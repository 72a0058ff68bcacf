package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes changes of an existing session: in one UpdateItem, but for a lost race of times and for very many names. */
final class SessionSave {

    private final TableCalls calls;
    private final ItemTimes layout;
    private final Clock clock;

    SessionSave(TableCalls calls, ItemTimes layout, Clock clock) {
        this.calls = calls;
        this.layout = layout;
        this.clock = clock;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#save} promises. */
    Optional<SessionTimes> save(SessionKey key, SessionChanges changes) {
        requireFit(key, changes);
        if (!SessionUpdate.canExpress(changes)) {
            return replace(key, changes);
        }
        return changes.writesTimes() || changes.isEmpty()
                ? update(Operation.SAVE, key, changes)
                : updateContent(Operation.SAVE, key, changes, changes.knownTimes());
    }

    /** As {@link io.github.dynamosession.store.SessionStore#touch} promises. */
    Optional<SessionTimes> touch(SessionKey key, SessionTimes times) {
        SessionTimes anyAccess =
                new SessionTimes(times.creationTime(), times.creationTime(), times.maxInactiveInterval());
        return update(Operation.TOUCH, key, new SessionChanges(Delta.NONE, Delta.NONE, times, anyAccess));
    }

    /**
     * Changes and times go together. If the store knows of a later access, or of another interval, only the times have
     * lost: the changes are written without them, unless they set the interval, which then starts at the later access.
     */
    private Optional<SessionTimes> update(Operation operation, SessionKey key, SessionChanges changes) {
        SessionTimes known = changes.knownTimes();
        for (int round = 0; round < Rounds.MAX; round++) {
            SessionTimes written = ItemTimes.toWrite(changes, known);
            Instant now = clock.instant();
            WriteResult result = calls.update(
                    operation,
                    key,
                    SessionUpdate.ofContentAndTimes(
                            changes, layout.of(key, written), Condition.timesMayBeWritten(known, written, now)),
                    () -> sizes(key, changes));
            if (result.applied()) {
                return Optional.of(written);
            }
            Optional<SessionTimes> stored = storedTimes(result, changes);
            if (stored.isEmpty() || changes.newMaxInactiveInterval().isEmpty()) {
                return stored.flatMap(times -> updateContent(operation, key, changes, times));
            }
            known = stored.get();
        }
        throw Rounds.exhausted(operation, calls.where(key));
    }

    private Optional<SessionTimes> updateContent(
            Operation operation, SessionKey key, SessionChanges changes, SessionTimes stored) {
        if (changes.isEmpty()) {
            return Optional.of(stored);
        }
        WriteResult result = calls.update(
                operation, key, SessionUpdate.ofContent(changes, clock.instant()), () -> sizes(key, changes));
        return result.applied() ? Optional.of(stored) : Optional.empty();
    }

    /** For more changes than an expression holds: reads the item, and puts it back changed unless it moved meanwhile. */
    private Optional<SessionTimes> replace(SessionKey key, SessionChanges changes) {
        Instant created = changes.times().creationTime();
        Optional<SessionItem> current =
                calls.get(key, true).filter(item -> item.isGeneration(created) && item.isAlive(clock.instant()));
        for (int round = 0; round < Rounds.MAX && current.isPresent(); round++) {
            SessionItem next = current.get().with(key, changes, layout);
            Instant now = clock.instant();
            WriteResult result = calls.put(Operation.SAVE, key, next, Condition.unchanged(current.get(), next, now));
            if (result.applied()) {
                return Optional.of(next.times());
            }
            current = result.foundAlive(created, now);
        }
        if (current.isPresent()) {
            throw Rounds.exhausted(Operation.SAVE, calls.where(key));
        }
        return Optional.empty();
    }

    private Optional<SessionTimes> storedTimes(WriteResult result, SessionChanges changes) {
        return result.foundAlive(changes.times().creationTime(), clock.instant())
                .map(SessionItem::times);
    }

    private static void requireFit(SessionKey key, SessionChanges changes) {
        Map<String, byte[]> attributes = changes.attributes().set();
        long least = ItemSize.ofValues(attributes)
                + ItemSize.ofValues(changes.containerState().set());
        if (least > SessionStoreConfig.MAX_SESSION_BYTES) {
            throw new SessionTooLargeException(key, ItemSize.ofEach(attributes), SessionStoreConfig.MAX_SESSION_BYTES);
        }
    }

    /** Costs a read, so that the error names the largest attributes and not only the last straw. */
    private Map<String, Integer> sizes(SessionKey key, SessionChanges changes) {
        return calls.get(key, true)
                .map(item -> item.with(key, changes, layout).sizes())
                .orElseGet(() -> ItemSize.ofEach(changes.attributes().set()));
    }
}
