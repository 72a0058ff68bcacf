package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.codec.CodecException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate (RFC 1951) by the JDK's zlib: docs/benchmarks.md says why. It has no checksum of its own: most damage is
 * noticed, and the rest decompresses to bytes that their decoder must judge.
 */
final class Compression {

    /** How much larger values are than what they are compressed to, as a rule. */
    private static final int RATIO = 4;

    private Compression() {}

    /**
     * Compresses what follows a header; the header stands in front of the result, too. May give more bytes than it got;
     * whether they are worth it is for the caller to say.
     */
    static byte[] compress(byte[] bytes, int header) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes, header, bytes.length - header);
            deflater.finish();
            Chunks compressed = new Chunks(bytes.length / 2);
            while (!deflater.finished()) {
                compressed.add(deflater.deflate(compressed.chunk(), compressed.start(), compressed.room()));
            }
            return compressed.behind(bytes, header);
        } finally {
            deflater.end(); // its memory is not on the heap
        }
    }

    /**
     * Decompresses what follows a header, and stops as soon as there is too much: a thousand times the bytes may be in them.
     *
     * @throws CodecException if the bytes are damaged, or hold more than {@code maxBytes} beside the header
     */
    static byte[] decompress(byte[] compressed, int header, int maxBytes) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed, header, compressed.length - header);
            Chunks bytes = new Chunks((long) compressed.length * RATIO);
            inflate(inflater, bytes, maxBytes);
            return bytes.behind(compressed, header);
        } catch (DataFormatException e) {
            throw new CodecException("cannot decompress: the bytes are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static void inflate(Inflater inflater, Chunks bytes, int maxBytes) throws DataFormatException {
        while (!inflater.finished()) {
            int length = inflater.inflate(bytes.chunk(), bytes.start(), bytes.room());
            require(length > 0 || inflater.finished(), "the bytes end too early");
            require(length <= maxBytes - bytes.size(), "it takes more than " + maxBytes + " bytes");
            bytes.add(length);
        }
        require(inflater.getRemaining() == 0, "there are bytes behind its end");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new CodecException("cannot decompress: " + otherwise, null);
        }
    }
}
