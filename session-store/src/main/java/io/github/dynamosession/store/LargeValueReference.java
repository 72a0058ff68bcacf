package io.github.dynamosession.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a session's item holds in the place of a value that is stored in items of its own:
 *
 * <pre>
 * byte 0       format version: 2
 * byte 1..4    length of the value's stored bytes
 * byte 5..12   epoch seconds until which they are kept
 * byte 13..28  id, random
 * </pre>
 *
 * <p>What a reference leads to never changes: equal references mean equal values.
 *
 * @param length in bytes, from 0 to {@link #MOST_BYTES}
 * @param keptUntil whole seconds; DynamoDB's own clean-up deletes it some time later
 */
public record LargeValueReference(UUID id, int length, Instant keptUntil) {

    /** The longest value. */
    public static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final byte FORMAT = 2;
    private static final int BYTES = 29;

    /** A reference that nothing has yet. */
    public static LargeValueReference create(int length, Instant keptUntil) {
        return new LargeValueReference(UUID.randomUUID(), length, Instant.ofEpochSecond(keptUntil.getEpochSecond()));
    }

    /** Reads stored bytes; empty if they are a value, or damaged. */
    public static Optional<LargeValueReference> of(byte[] stored) {
        if (stored.length != BYTES || stored[0] != FORMAT) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, BYTES - 1);
        int length = bytes.getInt();
        long keptUntil = bytes.getLong();
        boolean plausible = length >= 0 && length <= MOST_BYTES && isTime(keptUntil);
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        return plausible
                ? Optional.of(new LargeValueReference(id, length, Instant.ofEpochSecond(keptUntil)))
                : Optional.empty();
    }

    static boolean isTime(long epochSeconds) {
        return epochSeconds >= 0 && epochSeconds <= Instant.MAX.getEpochSecond();
    }

    /** The items that stored bytes lead to, of this value alone or of its group; empty if they are the value. */
    public static Optional<LargeValueReference> behind(byte[] stored) {
        return of(stored).or(() -> GroupedValue.of(stored).map(GroupedValue::group));
    }

    /** All that the values of a session lead to, each once. */
    public static List<LargeValueReference> of(StoredSession session) {
        return Stream.of(session.attributes(), session.containerState())
                .flatMap(values -> values.values().stream())
                .flatMap(stored -> behind(stored).stream())
                .distinct()
                .toList();
    }

    /** How many bytes a value takes, wherever it is stored. */
    public static int lengthOf(byte[] stored) {
        return of(stored)
                .map(LargeValueReference::length)
                .or(() -> GroupedValue.of(stored).map(GroupedValue::length))
                .orElse(stored.length);
    }

    /** The bytes that stand for the value. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putInt(length)
                .putLong(keptUntil.getEpochSecond())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
