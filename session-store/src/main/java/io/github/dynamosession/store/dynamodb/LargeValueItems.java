package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;
import static io.github.dynamosession.store.dynamodb.AttributeValues.text;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Values that are too large for the item of their session, in items of their own. These are written once and never changed,
 * so whoever has a reference may read them whenever, and twice. A value of more than {@value #CHUNK} bytes takes several:
 *
 * <pre>
 * id     S  "overflow#5f0c...-...#0"  the id of the reference, and which part of the value this is
 * bytes  B                            the part
 * ttl    N  1764393280                epoch seconds of DynamoDB's own clean-up
 * </pre>
 */
final class LargeValueItems {

    private static final Logger LOG = Loggers.of(LargeValueItems.class);

    /** With its key well below DynamoDB's limit of an item. */
    private static final int CHUNK = 380 * 1024;

    static final String BYTES = "bytes";

    private final TableCalls calls;

    LargeValueItems(TableCalls calls) {
        this.calls = calls;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#saveLargeValue} promises. */
    void put(LargeValueReference reference, byte[] value) {
        int parts = parts(reference);
        for (int part = 0; part < parts; part++) {
            int from = part * CHUNK;
            byte[] bytes = parts == 1 ? value : Arrays.copyOfRange(value, from, Math.min(from + CHUNK, value.length));
            put(reference, part, bytes);
        }
    }

    private void put(LargeValueReference reference, int part, byte[] bytes) {
        calls.put(
                Operation.SAVE,
                where(reference),
                Map.of(
                        SessionTable.ID,
                        text(id(reference, part)),
                        BYTES,
                        AttributeValues.bytes(bytes),
                        SessionTable.TTL,
                        number(reference.keptUntil().getEpochSecond())));
    }

    /** As {@link io.github.dynamosession.store.SessionStore#loadLargeValue} promises. */
    Optional<byte[]> get(LargeValueReference reference, boolean strongly) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int part = 0; part < parts(reference); part++) {
            Optional<byte[]> bytes = get(reference, part, strongly);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            value.writeBytes(bytes.get());
        }
        return Optional.of(value.toByteArray()).filter(bytes -> bytes.length == reference.length());
    }

    private Optional<byte[]> get(LargeValueReference reference, int part, boolean strongly) {
        return calls.read(
                        Operation.RELOAD,
                        where(reference),
                        id(reference, part),
                        request -> request.consistentRead(strongly))
                .map(item -> item.get(BYTES))
                .map(AttributeValue::b)
                .map(SdkBytes::asByteArrayUnsafe);
    }

    /** Deletes those of a session that was deleted just now, if it was; returns the deletion. */
    WriteResult deleteWith(WriteResult deletion) {
        if (deletion.applied()) {
            deletion.found().ifPresent(this::deleteAll);
        }
        return deletion;
    }

    /** Of a session that is deleted, which must not fail for these: the table's TTL deletes what is left. */
    private void deleteAll(SessionItem session) {
        try {
            session.references().forEach(this::delete);
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "values of an ended session stay until their TTL deletes them: {0}", e.getMessage());
        }
    }

    private void delete(LargeValueReference reference) {
        for (int part = 0; part < parts(reference); part++) {
            calls.delete(Operation.DELETE, where(reference), id(reference, part));
        }
    }

    private String where(LargeValueReference reference) {
        return calls.inTable("a value of " + reference.length() + " bytes");
    }

    private static int parts(LargeValueReference reference) {
        return (reference.length() + CHUNK - 1) / CHUNK;
    }

    private static String id(LargeValueReference reference, int part) {
        return "overflow#" + reference.id() + "#" + part;
    }
}
