package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.SessionDescription.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item as it stands in the table, or is to stand there.
 *
 * @param where the session and the table, for messages
 */
record SessionItem(String where, Map<String, AttributeValue> values) {

    static SessionItem of(String where, SessionKey key, StoredSession session, String writer, ItemTimes layout) {
        Map<String, AttributeValue> values = new HashMap<>(layout.of(key, session.times()));
        values.put(SessionTable.ID, text(key.partitionKey()));
        values.put(SessionTable.VERSION, number(session.version()));
        values.put(SessionTable.CREATED, ItemTimes.created(session.times().creationTime()));
        values.put(SessionTable.ATTRIBUTES, AttributeValues.map(session.attributes()));
        values.put(SessionTable.CONTAINER_STATE, AttributeValues.map(session.containerState()));
        values.put(SessionTable.WRITER, text(writer));
        session.user().ifPresent(user -> values.put(SessionTable.USER, text(user.indexValue())));
        session.identity().ifPresent(identity -> values.put(SessionTable.IDENTITY, AttributeValues.bytes(identity)));
        return new SessionItem(where, values);
    }

    StoredSession session() {
        return new StoredSession(
                version(),
                times(),
                bytes(SessionTable.ATTRIBUTES),
                bytes(SessionTable.CONTAINER_STATE),
                user(),
                identity(),
                SessionTable.KNOWN.containsAll(values.keySet()));
    }

    Optional<UserKey> user() {
        return Optional.ofNullable(values.get(SessionTable.USER))
                .map(AttributeValue::s)
                .map(UserKey::ofIndexValue);
    }

    private Optional<byte[]> identity() {
        AttributeValue identity = values.get(SessionTable.IDENTITY);
        if (identity != null && identity.b() == null) {
            throw damaged(SessionTable.IDENTITY, "B");
        }
        return Optional.ofNullable(identity).map(AttributeValues::bytes);
    }

    long version() {
        return wholeNumber(SessionTable.VERSION);
    }

    SessionTimes times() {
        return new SessionTimes(
                Instant.ofEpochMilli(wholeNumber(SessionTable.CREATED)),
                Instant.ofEpochMilli(wholeNumber(SessionTable.ACCESSED)),
                Duration.ofSeconds(wholeNumber(SessionTable.IDLE)));
    }

    boolean isAlive(Instant now) {
        return !values.containsKey(SessionTable.CLAIMED)
                && (!values.containsKey(SessionTable.EXPIRES)
                        || wholeNumber(SessionTable.EXPIRES) > now.getEpochSecond());
    }

    boolean isRevoked() {
        return SessionUpdate.REVOKED.equals(values.get(SessionTable.CLAIMED));
    }

    boolean isGeneration(Instant creationTime) {
        return ItemTimes.created(creationTime).equals(values.get(SessionTable.CREATED));
    }

    boolean wasPutBy(String writer) {
        return text(writer).equals(values.get(SessionTable.WRITER));
    }

    /**
     * The item with changes applied, as it is to stand under {@code key}; what this version does not know is kept. An
     * identity is of one key: under another one the changes tell it, or there is none.
     */
    SessionItem with(SessionKey key, SessionChanges changes, ItemTimes layout) {
        Map<String, AttributeValue> next = new HashMap<>(values);
        next.keySet().removeAll(ItemTimes.NAMES);
        next.putAll(layout.of(key, ItemTimes.toWrite(changes, times())));
        next.put(SessionTable.ID, text(key.partitionKey()));
        next.put(SessionTable.VERSION, number(version() + 1));
        next.put(
                SessionTable.ATTRIBUTES,
                AttributeValues.map(changes.attributes().applyTo(bytes(SessionTable.ATTRIBUTES))));
        next.put(
                SessionTable.CONTAINER_STATE,
                AttributeValues.map(changes.containerState().applyTo(bytes(SessionTable.CONTAINER_STATE))));
        changes.lockUse().lock().ifPresent(lock -> next.put(SessionTable.LOCK, AttributeValues.lock(lock)));
        if (changes.lockUse().releases()) {
            next.remove(SessionTable.LOCK);
        }
        changes.login().ifPresent(login -> {
            next.remove(SessionTable.USER);
            login.user().ifPresent(user -> next.put(SessionTable.USER, text(user.indexValue())));
        });
        if (!next.get(SessionTable.ID).equals(values.get(SessionTable.ID))) {
            next.remove(SessionTable.IDENTITY);
            changes.identity().ifPresent(identity -> next.put(SessionTable.IDENTITY, AttributeValues.bytes(identity)));
        }
        return new SessionItem(where, next);
    }

    /** True also if no lock is needed. */
    boolean isLockedFor(LockUse lockUse) {
        AttributeValue lock = values.get(SessionTable.LOCK);
        return lockUse.lock()
                .map(wanted -> lock != null
                        && lock.hasM()
                        && text(wanted.owner()).equals(lock.m().get(SessionTable.LOCK_OWNER)))
                .orElse(true);
    }

    SessionDescription describe(Instant now) {
        SessionDescription.State state = state(now);
        Optional<Instant> expiresAt = state == State.LIVING && values.containsKey(SessionTable.EXPIRES)
                ? Optional.of(Instant.ofEpochSecond(wholeNumber(SessionTable.EXPIRES)))
                : Optional.empty();
        return new SessionDescription(
                state,
                version(),
                user(),
                times(),
                expiresAt,
                lengths(bytes(SessionTable.ATTRIBUTES)),
                lengths(bytes(SessionTable.CONTAINER_STATE)),
                ItemSize.of(values));
    }

    /** Of values with items of their own too. */
    private static Map<String, Integer> lengths(Map<String, byte[]> values) {
        Map<String, Integer> lengths = new HashMap<>();
        values.forEach((name, stored) -> lengths.put(name, LargeValueReference.lengthOf(stored)));
        return lengths;
    }

    private State state(Instant now) {
        if (isRevoked()) {
            return State.REVOKED;
        }
        if (values.containsKey(SessionTable.CLAIMED)) {
            return State.ENDING;
        }
        return isAlive(now) ? State.LIVING : State.EXPIRED;
    }

    /** True of the mark that a session with another id by now has left here. */
    boolean isMoved() {
        return values.containsKey(SessionTable.MOVED);
    }

    /**
     * What is left under the key of a session that moves to the place of {@code next}. Who reads the changes of the table can
     * tell a change of the id from a deletion by it, and a create that arrives late is refused.
     */
    SessionItem movedTo(SessionItem next, Instant now) {
        AttributeValue deletedAt = number(ItemTimes.deletedAt(now).getEpochSecond());
        Map<String, AttributeValue> move = new HashMap<>();
        move.put(SessionTable.MOVED_TO, next.required(SessionTable.ID));
        next.user().ifPresent(user -> move.put(SessionTable.MOVED_USER, text(user.indexValue())));
        return new SessionItem(
                where,
                Map.of(
                        SessionTable.ID, required(SessionTable.ID),
                        SessionTable.CREATED, required(SessionTable.CREATED),
                        SessionTable.ACCESSED, required(SessionTable.ACCESSED),
                        SessionTable.IDLE, required(SessionTable.IDLE),
                        SessionTable.CLAIMED, deletedAt,
                        SessionTable.TTL, deletedAt,
                        SessionTable.MOVED, AttributeValue.fromM(move)));
    }

    private AttributeValue required(String attribute) {
        return Objects.requireNonNull(values.get(attribute));
    }

    SessionItem writtenBy(String writer) {
        Map<String, AttributeValue> written = new HashMap<>(values);
        written.put(SessionTable.WRITER, text(writer));
        return new SessionItem(where, written);
    }

    /** Whoever took the lock since may have read what a write under the old one would replace. */
    void requireLockedFor(LockUse lockUse, SessionKey key) {
        if (!isLockedFor(lockUse)) {
            throw new SessionLockLostException(key);
        }
    }

    /** True if someone has the lock at this time, by the clock of who asks. */
    boolean isLocked(Instant now) {
        AttributeValue lock = values.get(SessionTable.LOCK);
        return lock != null
                && lock.m().containsKey(SessionTable.LOCK_UNTIL)
                && new SessionItem(where, lock.m()).wholeNumber(SessionTable.LOCK_UNTIL) > now.toEpochMilli();
    }

    /** Stored bytes by name, of attributes and container state. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = ItemSize.ofEach(bytes(SessionTable.CONTAINER_STATE));
        sizes.putAll(ItemSize.ofEach(bytes(SessionTable.ATTRIBUTES)));
        return sizes;
    }

    /** @throws DamagedSessionException if it is claimed in a way that no claim can follow */
    void requireReadableClaim() {
        if (values.containsKey(SessionTable.CLAIMED)) {
            wholeNumber(SessionTable.CLAIMED);
        }
    }

    /** Values with items of their own; none if the session cannot be read. */
    List<LargeValueReference> references() {
        try {
            return LargeValueReference.of(session());
        } catch (DamagedSessionException e) {
            return List.of();
        }
    }

    private Map<String, byte[]> bytes(String attribute) {
        AttributeValue map = values.get(attribute);
        if (map == null || !map.hasM()) {
            throw damaged(attribute, "M");
        }
        Map<String, byte[]> result = new HashMap<>(2 * map.m().size());
        map.m().forEach((name, value) -> {
            if (value.b() == null) {
                throw damaged(attribute + "." + AttributeValues.unescape(name), "B");
            }
            result.put(AttributeValues.unescape(name), AttributeValues.bytes(value));
        });
        return result;
    }

    private long wholeNumber(String attribute) {
        AttributeValue value = values.get(attribute);
        try {
            if (value != null && value.n() != null) {
                return Long.parseLong(value.n());
            }
        } catch (NumberFormatException e) {
            // a number that no version of ours wrote
        }
        throw damaged(attribute, "a whole N");
    }

    private DamagedSessionException damaged(String attribute, String expected) {
        return new DamagedSessionException(
                "cannot read " + where + ": its attribute " + attribute + " is missing or not " + expected
                        + "; upgrade this node if newer nodes write the table, or else delete the item");
    }
}
