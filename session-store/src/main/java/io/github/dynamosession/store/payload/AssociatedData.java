package io.github.dynamosession.store.payload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a ciphertext is bound to. Each part has its length in front: else a name that ends with what another one begins with
 * could stand for both.
 */
public final class AssociatedData {

    private final List<byte[]> parts;

    private AssociatedData(List<byte[]> parts) {
        this.parts = parts;
    }

    public static AssociatedData of(String... parts) {
        return new AssociatedData(Stream.of(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    AssociatedData with(byte[] part) {
        List<byte[]> more = new ArrayList<>(parts);
        more.add(part);
        return new AssociatedData(more);
    }

    /** Texts in one, which {@link #split} takes apart. */
    public static byte[] join(String... parts) {
        return of(parts).bytes();
    }

    /** The opposite of {@link #join}. */
    public static List<String> split(byte[] joined) {
        List<String> parts = new ArrayList<>();
        for (ByteBuffer rest = ByteBuffer.wrap(joined); rest.hasRemaining(); ) {
            byte[] part = new byte[rest.getInt()];
            rest.get(part);
            parts.add(new String(part, StandardCharsets.UTF_8));
        }
        return parts;
    }

    byte[] bytes() {
        int length =
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        parts.forEach(part -> bytes.putInt(part.length).put(part));
        return bytes.array();
    }
}
