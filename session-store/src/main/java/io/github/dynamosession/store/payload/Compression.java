package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate (RFC 1951) by the JDK's zlib: docs/benchmarks.md says why. It has no checksum of its own: most damage is
 * noticed, and the rest decompresses to bytes that their decoder must judge.
 */
final class Compression {

    /** The most that is taken at once; values are smaller as a rule. */
    private static final int MOST_OF_A_CHUNK = 8192;

    private static final int LEAST_OF_A_CHUNK = 64;

    /** How much larger values are than what they are compressed to, as a rule. */
    private static final int RATIO = 4;

    private Compression() {}

    /** May give more bytes than it got; whether they are worth it is for the caller to say. */
    static byte[] compress(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] chunk = chunkFor(bytes.length / 2);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(chunk.length);
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end(); // its memory is not on the heap
        }
    }

    /**
     * Decompresses, and stops as soon as there is too much: a thousand times the bytes may be in them.
     *
     * @throws CodecException if the bytes are damaged, or hold more than {@code maxBytes}
     */
    static byte[] decompress(byte[] compressed, int maxBytes) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            return inflate(inflater, chunkFor((long) compressed.length * RATIO), maxBytes);
        } catch (DataFormatException e) {
            throw new CodecException("cannot decompress: the bytes are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater, byte[] chunk, int maxBytes) throws DataFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(chunk.length);
        while (!inflater.finished()) {
            int length = inflater.inflate(chunk);
            require(length > 0 || inflater.finished(), "the bytes end too early");
            require(length <= maxBytes - bytes.size(), "it takes more than " + maxBytes + " bytes");
            bytes.write(chunk, 0, length);
        }
        require(inflater.getRemaining() == 0, "there are bytes behind its end");
        return bytes.toByteArray();
    }

    private static byte[] chunkFor(long expectedBytes) {
        return new byte[(int) Math.max(LEAST_OF_A_CHUNK, Math.min(MOST_OF_A_CHUNK, expectedBytes))];
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new CodecException("cannot decompress: " + otherwise, null);
        }
    }
}
