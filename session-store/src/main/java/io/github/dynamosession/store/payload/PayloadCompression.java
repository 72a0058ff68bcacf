package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.codec.CodecException;

/** Stored bytes whose body is compressed. */
public final class PayloadCompression {

    private static final byte NONE = 0;
    private static final byte DEFLATE = 1;

    private PayloadCompression() {}

    /** The same payload with a compressed body; it may be longer than before. */
    public static byte[] compress(byte[] payload) {
        return marked(DEFLATE, Compression.compress(payload, PayloadFormat.HEADER));
    }

    /**
     * The payload with a plain body; itself if it is not compressed, or by what only a newer node knows.
     *
     * @param maxBytes the most that the body may take then
     * @throws CodecException if it is damaged, or would take more
     */
    public static byte[] decompress(byte[] payload, int maxBytes) {
        boolean compressed = payload.length >= PayloadFormat.HEADER && payload[PayloadFormat.COMPRESSION] == DEFLATE;
        if (!compressed) {
            return payload;
        }
        return marked(NONE, Compression.decompress(payload, PayloadFormat.HEADER, maxBytes));
    }

    private static byte[] marked(byte compression, byte[] payload) {
        payload[PayloadFormat.COMPRESSION] = compression;
        return payload;
    }
}
