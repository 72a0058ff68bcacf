package io.github.dynamosession.node.session;

import io.github.dynamosession.node.session.SessionEncryption.Part;
import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.values.SaveDraft;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.payload.PayloadCompression;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The encoded values of one session on their way to its item: compressed and encrypted. Large ones, and many small ones, leave
 * the item: DynamoDB bills every write and read of a session by its whole item, whatever changed in it.
 *
 * <p>A value is written to items of its own before the save that refers to it: a node that dies in between leaves a value
 * that nobody refers to, and DynamoDB's clean-up deletes it. Readers see the old value or the new one.
 */
final class ValueWriter {

    /** Below that there is nothing to find that repeats itself. */
    private static final int LEAST_COMPRESSED = 200;

    /** A write unit pays for so many bytes. */
    private static final int BILLED = 1024;

    private final ValueLimits limits;
    private final SessionState state;
    private final SessionEncryption encryption;
    private final LargeValueTerm term;

    ValueWriter(ValueLimits limits, SessionState state, SessionEncryption encryption, LargeValueTerm term) {
        this.limits = limits;
        this.state = state;
        this.encryption = encryption;
        this.term = term;
    }

    /**
     * Gives every pending value the bytes that its session's item is to hold. What the container keeps stays in the item:
     * most requests read it.
     *
     * @param wanted what becomes of the session besides
     * @param parts what is stored now
     * @throws SessionTooLargeException if the session would become too large; nothing was stored
     * @throws StoreException if a value could not be stored; or if the session, which is to be renamed, has values that only
     *     nodes with a key set can bind to it
     */
    void pack(Wanted wanted, Drafts drafts, SessionParts parts) {
        Map<String, byte[]> storedValues = parts.attributes().stored();
        Map<String, byte[]> storedState = parts.containerState().stored();
        if (wanted.isRename() && !encryption.hasKeys()) {
            encryption.requireKeysOf(storedValues);
            encryption.requireKeysOf(storedState);
        }
        SaveDraft values = drafts.attributes();
        SaveDraft containerState = drafts.containerState();
        Map<String, byte[]> next = values.applyTo(storedValues);
        Map<String, byte[]> nextState = containerState.applyTo(storedState);
        requireFit(next, nextState);
        long item = ValueLimits.itemBytes(next, nextState);
        Map<String, byte[]> encoded = values.encoded();
        encrypt(Part.ATTRIBUTES, values, compressed(encoded, item));
        encrypt(Part.CONTAINER_STATE, containerState, containerState.encoded());
        moveOut(values, item + bytes(values.packed()) - bytes(encoded), wanted, storedValues);
    }

    /** @param item how many bytes the item would have with all values in it */
    private void moveOut(SaveDraft values, long item, Wanted wanted, Map<String, byte[]> storedValues) {
        if (item <= limits.inlineBudget()) {
            return;
        }
        Map<String, byte[]> packed = values.packed();
        LeavingValues leaving =
                LeavingValues.of(packed, item - limits.inlineBudget(), LeavingValues.gone(storedValues));
        if (item - leaving.saving(packed) > SessionStoreConfig.MAX_ITEM_BYTES) {
            Map<String, Integer> sizes = new HashMap<>();
            values.applyTo(storedValues).forEach((name, bytes) -> sizes.put(name, bytes.length));
            throw SessionTooLargeException.ofItem(state.key(), sizes);
        }
        SessionTimes times = wanted.applyTo(state.last().times());
        leaving.alone().forEach(name -> values.pack(name, term.put(value(packed, name), times)));
        Map<String, byte[]> small = new HashMap<>();
        leaving.together().forEach(name -> small.put(name, value(packed, name)));
        term.putTogether(small, times).forEach(values::pack);
    }

    private static byte[] value(Map<String, byte[]> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    /**
     * The values as they are, or, if the item with all of them in it would be billed less, with those compressed that are
     * the smaller for it.
     */
    private Map<String, byte[]> compressed(Map<String, byte[]> values, long item) {
        if (!limits.compress() || item <= BILLED) {
            return values;
        }
        Map<String, byte[]> smaller = new HashMap<>(values);
        values.forEach((name, value) -> {
            if (value.length >= LEAST_COMPRESSED) {
                byte[] compressed = PayloadCompression.compress(value);
                smaller.put(name, compressed.length < value.length ? compressed : value);
            }
        });
        return billed(item - bytes(values) + bytes(smaller)) < billed(item) ? smaller : values;
    }

    private static long billed(long bytes) {
        return (bytes + BILLED - 1) / BILLED;
    }

    private static long bytes(Map<String, byte[]> values) {
        return values.values().stream().mapToLong(value -> value.length).sum();
    }

    private void encrypt(Part part, SaveDraft pending, Map<String, byte[]> values) {
        values.forEach((name, value) -> pending.pack(name, encryption.encrypt(part, name, value)));
    }

    private void requireFit(Map<String, byte[]> values, Map<String, byte[]> container) {
        int most = limits.maxSessionSize();
        if (lengths(values) + lengths(container) > most) {
            Map<String, Integer> sizes = new HashMap<>();
            Stream.of(container, values)
                    .forEach(part ->
                            part.forEach((name, bytes) -> sizes.put(name, LargeValueReference.lengthOf(bytes))));
            throw SessionTooLargeException.ofSession(state.key(), sizes, most);
        }
    }

    private static long lengths(Map<String, byte[]> values) {
        return values.values().stream().mapToLong(LargeValueReference::lengthOf).sum();
    }
}
