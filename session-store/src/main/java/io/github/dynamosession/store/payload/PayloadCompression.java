package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Stored bytes whose body is compressed. */
public final class PayloadCompression {

    private static final byte NONE = 0;
    private static final byte DEFLATE = 1;

    private PayloadCompression() {}

    /** The same payload with a compressed body; it may be longer than before. */
    public static byte[] compress(byte[] payload) {
        return withBody(payload, DEFLATE, Compression.compress(body(payload)));
    }

    /**
     * The payload with a plain body; itself if it is not compressed, or by what only a newer node knows.
     *
     * @param maxBytes the most that the body may take then
     * @throws CodecException if it is damaged, or would take more
     */
    public static byte[] decompress(byte[] payload, int maxBytes) {
        boolean compressed = payload.length >= PayloadFormat.HEADER && payload[PayloadFormat.COMPRESSION] == DEFLATE;
        return compressed ? withBody(payload, NONE, Compression.decompress(body(payload), maxBytes)) : payload;
    }

    private static byte[] body(byte[] payload) {
        return Arrays.copyOfRange(payload, PayloadFormat.HEADER, payload.length);
    }

    private static byte[] withBody(byte[] payload, byte compression, byte[] body) {
        byte[] changed = ByteBuffer.allocate(PayloadFormat.HEADER + body.length)
                .put(payload, 0, PayloadFormat.HEADER)
                .put(body)
                .array();
        changed[PayloadFormat.COMPRESSION] = compression;
        return changed;
    }
}
