package io.github.dynamosession.node.session;

import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.values.SaveDraft;
import io.github.dynamosession.store.OverflowReference;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.AssociatedData;
import io.github.dynamosession.store.payload.PayloadCompression;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The encoded values of one session on their way to its item and back. Large ones leave the item: DynamoDB bills every
 * write and read of a session by its whole item, whatever changed in it.
 *
 * <p>A value is written to items of its own before the save that refers to it: a node that dies in between leaves a value
 * that nobody refers to, and DynamoDB's clean-up deletes it. Readers see the old value or the new one.
 */
final class ValuePacking {

    /** Below that a value is not worth a call of its own. */
    private static final int LEAST_OVERFLOW = 1024;

    /** Below that there is nothing to find that repeats itself. */
    private static final int LEAST_COMPRESSED = 200;

    /** A write unit pays for so many bytes. */
    private static final int BILLED = 1024;

    /** What an item takes besides its values: key, times, index keys, and the names of all these. */
    private static final int ITEM_FRAME = 300;

    /** Of each value besides its bytes and its name. */
    private static final int ENTRY_FRAME = 1;

    /** How long a value may be referred to before it is written again; its item is there for so much longer. */
    private static final Duration LEAST_TERM = Duration.ofDays(7);

    /** The same for sessions that never expire, which are looked after whenever their access time is written. */
    private static final Duration TERM_OF_NEVER_EXPIRING = Duration.ofDays(183);

    /** Parts of a session: a value of one is none of the other. */
    private static final String ATTRIBUTES = "a";

    private static final String CONTAINER_STATE = "sys";

    private final SessionContext context;
    private final SessionState state;

    ValuePacking(SessionContext context, SessionState state) {
        this.context = context;
        this.state = state;
    }

    // ---------------------------------------------------------------- to the store

    /**
     * Gives every pending value the bytes that its session's item is to hold. What the container keeps stays in the item:
     * most requests read it.
     *
     * @param wanted what becomes of the session besides
     * @throws SessionTooLargeException if the session would become too large; nothing was stored
     * @throws StoreException if a value could not be stored; or if the session, which is to be renamed, has values that only
     *     nodes with a key set can bind to it
     */
    void pack(Wanted wanted, Drafts drafts, Map<String, byte[]> storedValues, Map<String, byte[]> storedState) {
        SaveDraft values = drafts.attributes();
        SaveDraft state = drafts.containerState();
        if (wanted.isRename() && encryption().keys().isEmpty()) {
            requireKeysOf(storedValues);
            requireKeysOf(storedState);
        }
        Map<String, byte[]> next = values.applyTo(storedValues);
        Map<String, byte[]> nextState = state.applyTo(storedState);
        requireFit(next, nextState);
        long item = ITEM_FRAME + inline(next) + inline(nextState);
        Map<String, byte[]> smaller = compressed(values.encoded(), item);
        encrypt(ATTRIBUTES, values, smaller);
        encrypt(CONTAINER_STATE, state, state.encoded());
        item += bytes(values.packed()) - bytes(values.encoded());
        for (String name : largestFirst(values.packed())) {
            byte[] value = Objects.requireNonNull(values.packed().get(name));
            boolean leaves = item > context.packing().inlineBudget() && value.length >= LEAST_OVERFLOW;
            byte[] packed =
                    leaves ? overflow(value, wanted.applyTo(this.state.last().times())) : value;
            item -= value.length - packed.length;
            values.pack(name, packed);
        }
    }

    /**
     * The values as they are, or, if the item with all of them in it would be billed less, with those compressed that are
     * the smaller for it.
     */
    private Map<String, byte[]> compressed(Map<String, byte[]> values, long item) {
        if (!context.packing().compress() || item <= BILLED) {
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

    private void encrypt(String part, SaveDraft pending, Map<String, byte[]> values) {
        values.forEach((name, value) -> pending.pack(name, encryption().encrypt(value, place(part, name))));
    }

    /** Where a value belongs, whatever the session's id becomes. */
    private AssociatedData place(String part, String name) {
        String created = Long.toString(state.last().times().creationTime().toEpochMilli());
        return AssociatedData.of(part, state.last().identity().origin(), created, name);
    }

    private PayloadEncryption encryption() {
        return context.packing().encryption();
    }

    private static List<String> largestFirst(Map<String, byte[]> values) {
        return values.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().length))
                .map(Map.Entry::getKey)
                .toList();
    }

    private byte[] overflow(byte[] value, SessionTimes times) {
        return context.packing().overflow().put(value, keptUntil(times)).toBytes();
    }

    private static long inline(Map<String, byte[]> values) {
        return values.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + ENTRY_FRAME + entry.getValue().length)
                .sum();
    }

    private void requireFit(Map<String, byte[]> values, Map<String, byte[]> container) {
        Map<String, Integer> sizes = new HashMap<>();
        Stream.of(container, values)
                .forEach(part -> part.forEach((name, bytes) -> sizes.put(name, OverflowReference.lengthOf(bytes))));
        int most = context.packing().maxSessionSize();
        if (sizes.values().stream().mapToLong(Integer::longValue).sum() > most) {
            throw new SessionTooLargeException(state.key(), sizes, most);
        }
    }

    // ---------------------------------------------------------------- from the store

    /**
     * The encoded value that stored bytes of an attribute stand for.
     *
     * @throws CodecException if it is not there, damaged, or of another place
     * @throws StoreException if it cannot be loaded or this node has not its key, or if the session has ended meanwhile
     */
    byte[] unpack(String name, byte[] stored) {
        byte[] value = OverflowReference.of(stored)
                .map(reference -> load(reference).orElseGet(() -> loadNewer(name, stored)))
                .orElse(stored);
        return PayloadCompression.decompress(
                decrypt(ATTRIBUTES, name, value), context.packing().maxSessionSize());
    }

    /** The same of what the container keeps, which is in the session's item. */
    byte[] unpackState(String name, byte[] stored) {
        return decrypt(CONTAINER_STATE, name, stored);
    }

    private byte[] decrypt(String part, String name, byte[] stored) {
        return encryption().decrypt(stored, place(part, name), () -> described(name));
    }

    private String described(String name) {
        return "attribute " + name + " of session " + state.last().key();
    }

    /** @throws StoreException if this node lacks a key of values that are in the session's item */
    void requireKeysOf(StoredSession session) {
        requireKeysOf(session.attributes());
        requireKeysOf(session.containerState());
    }

    private void requireKeysOf(Map<String, byte[]> values) {
        values.forEach((name, stored) -> encryption().requireKeyOf(stored, () -> described(name)));
    }

    /** A value goes only with its session, or when a newer one was there for long. */
    private byte[] loadNewer(String name, byte[] old) {
        byte[] stored = state.isGone() ? old : currentlyStored(name);
        if (Arrays.equals(stored, old)) {
            throw lost();
        }
        return OverflowReference.of(stored)
                .map(reference -> load(reference).orElseThrow(ValuePacking::lost))
                .orElse(stored);
    }

    private byte[] currentlyStored(String name) {
        StoredSession session = context.store()
                .load(state.last().key())
                .orElseThrow(() -> new StoreException(
                        described(name) + " cannot be read any more: the session has ended on another node", null));
        byte[] stored = session.attributes().get(name);
        if (stored == null) {
            throw lost();
        }
        return stored;
    }

    private static CodecException lost() {
        return new CodecException("its item is not in the store, or damaged", null);
    }

    private Optional<byte[]> load(OverflowReference reference) {
        if (reference.length() > context.packing().maxSessionSize()) {
            throw new CodecException(
                    "it has " + reference.length() + " bytes, more than maxSessionSize="
                            + context.packing().maxSessionSize(),
                    null);
        }
        return context.packing().overflow().find(reference);
    }

    // ---------------------------------------------------------------- over time

    /**
     * Writes values again whose items would be deleted before their session. Not as a part of another save: this one must
     * not be repeated over a value that another node has set meanwhile.
     *
     * @return name to stored bytes of the attributes that are renewed; the caller knows the old ones
     */
    Map<String, byte[]> renewDue(Map<String, byte[]> storedValues) {
        SessionTimes times = state.last().times();
        Instant needed = neededUntil(times);
        Map<String, byte[]> renewed = new HashMap<>();
        Map<String, byte[]> before = new HashMap<>();
        storedValues.forEach((name, stored) -> OverflowReference.of(stored)
                .filter(reference -> reference.keptUntil().isBefore(needed))
                .flatMap(this::load)
                .ifPresent(value -> {
                    before.put(name, stored);
                    renewed.put(name, overflow(value, times));
                }));
        if (renewed.isEmpty()) {
            return renewed;
        }
        Delta delta = new Delta(renewed, Set.of(), before);
        boolean done =
                context.store().saveIfKnown(state.last().key(), new SessionChanges(delta, Delta.NONE, times, times));
        return done ? renewed : Map.of();
    }

    private Instant keptUntil(SessionTimes times) {
        Duration idle = times.maxInactiveInterval();
        Duration term = times.expires() ? (idle.compareTo(LEAST_TERM) > 0 ? idle : LEAST_TERM) : TERM_OF_NEVER_EXPIRING;
        return neededUntil(times.accessedAt(context.clock().instant())).plus(term);
    }

    private Instant neededUntil(SessionTimes times) {
        return context.touchPolicy()
                .expiresAt(times)
                .map(expires -> expires.plus(TouchPolicy.GRACE))
                .orElseGet(() -> context.clock().instant().plus(TERM_OF_NEVER_EXPIRING));
    }
}
