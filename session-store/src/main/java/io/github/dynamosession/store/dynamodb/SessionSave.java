package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoredSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes changes of an existing session: in one UpdateItem, but for a lost race and for very many names. */
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
        return update(Operation.SAVE, key, changes);
    }

    /** As {@link io.github.dynamosession.store.SessionStore#saveIfKnown} promises. */
    boolean saveIfKnown(SessionKey key, SessionChanges changes) {
        return SessionUpdate.canExpress(changes)
                && calls.update(Operation.SAVE, key, content(changes), () -> sizes(key, changes))
                        .applied();
    }

    /** As {@link io.github.dynamosession.store.SessionStore#touch} promises. */
    Optional<SessionTimes> touch(SessionKey key, SessionTimes times) {
        SessionTimes anyAccess =
                new SessionTimes(times.creationTime(), times.creationTime(), times.maxInactiveInterval());
        return update(Operation.TOUCH, key, new SessionChanges(Delta.NONE, Delta.NONE, times, anyAccess));
    }

    /**
     * Changes and times go together. What was found instead tells what is left to do: nothing if an earlier attempt was
     * applied after all; else the changes are written over what another writer has put there.
     */
    private Optional<SessionTimes> update(Operation operation, SessionKey key, SessionChanges changes) {
        SessionChanges next = changes;
        SessionTimes known = changes.knownTimes();
        SessionTimes written = ItemTimes.toWrite(changes, known);
        boolean withTimes = changes.writesTimes()
                || (changes.isEmpty() && !changes.lockUse().releases());
        Optional<SessionItem> found = Optional.empty();
        for (int round = 0; round < Rounds.MAX; round++) {
            if (Rounds.pause(round)) {
                found = living(key, known.creationTime());
            }
            if (round > 0) {
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                StoredSession stored = found.get().session();
                known = stored.times();
                written = keepsTimes(changes, known) ? known : ItemTimes.toWrite(changes, known);
                withTimes = !written.equals(known);
                if (!withTimes && isDone(changes, found.get(), stored)) {
                    return Optional.of(known);
                }
                if (changes.isEmpty() && !found.get().isLockedFor(changes.lockUse())) {
                    return Optional.of(known); // there is nothing but a lost lock to give back
                }
                found.get().requireLockedFor(changes.lockUse(), key);
                next = changes.basedOn(stored);
            }
            SessionUpdate update = withTimes ? contentAndTimes(key, next, known, written) : content(next);
            WriteResult result = calls.update(
                    operation, key, round == Rounds.LAST ? update.unfenced() : update, () -> sizes(key, changes));
            if (result.applied()) {
                return Optional.of(written);
            }
            found = result.foundAlive(known.creationTime(), clock.instant());
        }
        throw Rounds.exhausted(operation, calls.where(key));
    }

    /** An attempt of this save that was applied has given its lock back in the same step; another writer has not. */
    private static boolean isDone(SessionChanges changes, SessionItem found, StoredSession stored) {
        boolean holdsTheLock = changes.lockUse().releases() && found.isLockedFor(changes.lockUse());
        return !holdsTheLock && changes.areIn(stored);
    }

    private Optional<SessionItem> living(SessionKey key, Instant created) {
        return calls.get(Operation.RELOAD, key, true)
                .filter(item -> item.isGeneration(created) && item.isAlive(clock.instant()));
    }

    /** An interval that another node set is kept, with all that follows from it, unless this save sets one too. */
    private static boolean keepsTimes(SessionChanges changes, SessionTimes stored) {
        return changes.newMaxInactiveInterval().isEmpty()
                && !stored.maxInactiveInterval().equals(changes.knownTimes().maxInactiveInterval());
    }

    private SessionUpdate content(SessionChanges changes) {
        return SessionUpdate.ofContent(changes, clock.instant());
    }

    private SessionUpdate contentAndTimes(
            SessionKey key, SessionChanges changes, SessionTimes known, SessionTimes written) {
        Condition condition = Condition.timesMayBeWritten(known, written, clock.instant());
        return SessionUpdate.ofContentAndTimes(changes, layout.of(key, written), condition);
    }

    /** For more changes than an expression holds: reads the item, and puts it back changed unless it moved meanwhile. */
    private Optional<SessionTimes> replace(SessionKey key, SessionChanges changes) {
        Instant created = changes.times().creationTime();
        Optional<SessionItem> current = living(key, created);
        for (int round = 0; round < Rounds.MAX && current.isPresent(); round++) {
            if (Rounds.pause(round)) {
                current = living(key, created);
                if (current.isEmpty()) {
                    break;
                }
            }
            StoredSession stored = current.get().session();
            boolean hasTheTimes = ItemTimes.toWrite(changes, stored.times()).equals(stored.times());
            if (round > 0 && hasTheTimes && isDone(changes, current.get(), stored)) {
                return Optional.of(stored.times());
            }
            current.get().requireLockedFor(changes.lockUse(), key);
            SessionItem next = current.get().with(key, changes, layout);
            Instant now = clock.instant();
            Condition condition = Condition.unchanged(current.get(), next, changes.lockUse(), now);
            WriteResult result = calls.put(Operation.SAVE, key, next, condition);
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

    private static void requireFit(SessionKey key, SessionChanges changes) {
        Map<String, byte[]> attributes = changes.attributes().set();
        long least = ItemSize.ofValues(attributes)
                + ItemSize.ofValues(changes.containerState().set());
        if (least > SessionStoreConfig.MAX_ITEM_BYTES) {
            throw SessionTooLargeException.ofItem(key, ItemSize.ofEach(attributes));
        }
    }

    /** Costs a read, so that the error names the largest attributes and not only the last straw. */
    private Map<String, Integer> sizes(SessionKey key, SessionChanges changes) {
        return calls.get(Operation.RELOAD, key, true)
                .map(item -> item.with(key, changes, layout).sizes())
                .orElseGet(() -> ItemSize.ofEach(changes.attributes().set()));
    }
}
