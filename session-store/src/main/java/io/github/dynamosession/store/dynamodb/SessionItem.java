package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item as it stands in the table, or is to stand there.
 *
 * @param where the session and the table, for messages
 */
record SessionItem(String where, Map<String, AttributeValue> values) {

    static SessionItem of(String where, SessionKey key, StoredSession session, String writer, TouchPolicy policy) {
        Map<String, AttributeValue> values = new HashMap<>(ItemTimes.of(session.times(), policy));
        values.put(SessionTable.ID, text(key.partitionKey()));
        values.put(SessionTable.VERSION, number(session.version()));
        values.put(SessionTable.CREATED, ItemTimes.created(session.times().creationTime()));
        values.put(SessionTable.ATTRIBUTES, AttributeValues.map(session.attributes()));
        values.put(SessionTable.CONTAINER_STATE, AttributeValues.map(session.containerState()));
        values.put(SessionTable.WRITER, text(writer));
        return new SessionItem(where, values);
    }

    StoredSession session() {
        return new StoredSession(
                version(), times(), bytes(SessionTable.ATTRIBUTES), bytes(SessionTable.CONTAINER_STATE));
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
        return !values.containsKey(SessionTable.EXPIRES) || wholeNumber(SessionTable.EXPIRES) > now.getEpochSecond();
    }

    boolean isGeneration(Instant creationTime) {
        return ItemTimes.created(creationTime).equals(values.get(SessionTable.CREATED));
    }

    boolean wasPutBy(String writer) {
        return text(writer).equals(values.get(SessionTable.WRITER));
    }

    /** The item with changes applied; what this version does not know is kept. */
    SessionItem with(SessionChanges changes, TouchPolicy policy) {
        Map<String, AttributeValue> next = new HashMap<>(values);
        next.remove(SessionTable.EXPIRES);
        next.remove(SessionTable.TTL);
        next.putAll(ItemTimes.of(ItemTimes.toWrite(changes, times()), policy));
        next.put(SessionTable.VERSION, number(version() + 1));
        next.put(
                SessionTable.ATTRIBUTES,
                AttributeValues.map(changes.attributes().applyTo(bytes(SessionTable.ATTRIBUTES))));
        next.put(
                SessionTable.CONTAINER_STATE,
                AttributeValues.map(changes.containerState().applyTo(bytes(SessionTable.CONTAINER_STATE))));
        return new SessionItem(where, next);
    }

    SessionItem movedTo(SessionKey key, String writer) {
        Map<String, AttributeValue> moved = new HashMap<>(values);
        moved.put(SessionTable.ID, text(key.partitionKey()));
        moved.put(SessionTable.WRITER, text(writer));
        return new SessionItem(where, moved);
    }

    /** Stored bytes by name, of attributes and container state. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = ItemSize.ofEach(bytes(SessionTable.CONTAINER_STATE));
        sizes.putAll(ItemSize.ofEach(bytes(SessionTable.ATTRIBUTES)));
        return sizes;
    }

    private Map<String, byte[]> bytes(String attribute) {
        AttributeValue map = values.get(attribute);
        if (map == null || !map.hasM()) {
            throw damaged(attribute, "M");
        }
        Map<String, byte[]> result = new HashMap<>();
        map.m().forEach((name, value) -> {
            if (value.b() == null) {
                throw damaged(attribute + "." + AttributeValues.unescape(name), "B");
            }
            result.put(AttributeValues.unescape(name), value.b().asByteArray());
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
