package io.github.dynamosession.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What a session's item holds in the place of a small value that has left it with others: where it lies in the bytes that they
 * make together, which are stored as one large value.
 *
 * <pre>
 * byte 0       format version: 3
 * byte 1..2    length of the value's stored bytes
 * byte 3..4    where they begin in the group
 * byte 5..6    length of the group
 * byte 7..14   epoch seconds until which it is kept
 * byte 15..30  id of the group, random
 * </pre>
 *
 * <p>What it leads to never changes, as of a {@link LargeValueReference}: equal bytes mean equal values.
 */
public record GroupedValue(LargeValueReference group, int offset, int length) {

    /** The longest group. */
    public static final int MOST_BYTES = 0xffff;

    private static final byte FORMAT = 3;
    private static final int BYTES = 31;

    /** Reads stored bytes; empty if they are something else, or damaged. */
    public static Optional<GroupedValue> of(byte[] stored) {
        if (stored.length != BYTES || stored[0] != FORMAT) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, BYTES - 1);
        int length = Short.toUnsignedInt(bytes.getShort());
        int offset = Short.toUnsignedInt(bytes.getShort());
        int groupLength = Short.toUnsignedInt(bytes.getShort());
        long keptUntil = bytes.getLong();
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        return offset + length <= groupLength && LargeValueReference.isTime(keptUntil)
                ? Optional.of(new GroupedValue(
                        new LargeValueReference(id, groupLength, Instant.ofEpochSecond(keptUntil)), offset, length))
                : Optional.empty();
    }

    /** The value, out of the bytes of its group. */
    public byte[] in(byte[] groupBytes) {
        return Arrays.copyOfRange(groupBytes, offset, offset + length);
    }

    /** The bytes that stand for the value. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putShort((short) length)
                .putShort((short) offset)
                .putShort((short) group.length())
                .putLong(group.keptUntil().getEpochSecond())
                .putLong(group.id().getMostSignificantBits())
                .putLong(group.id().getLeastSignificantBits())
                .array();
    }
}
