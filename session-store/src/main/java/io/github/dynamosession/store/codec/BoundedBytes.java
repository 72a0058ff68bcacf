package io.github.dynamosession.store.codec;

import java.io.ByteArrayOutputStream;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Stops a graph that is too large before it fills the memory. */
final class BoundedBytes extends ByteArrayOutputStream {

    private final int maxBytes;

    /**
     * @param header what they begin with
     * @param maxBytes how many may follow
     * @param expected how many there will be, as a guess
     */
    BoundedBytes(byte[] header, int maxBytes, int expected) {
        super(expected);
        this.maxBytes = header.length + maxBytes;
        writeBytes(header);
    }

    /** All of it; {@code before} itself if it is the same. */
    byte[] bytesUnless(byte @Nullable [] before) {
        return Encoding.taken(buf, count, before);
    }

    @Override
    public synchronized void write(int b) {
        require(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        require(length);
        super.write(bytes, offset, length);
    }

    /** After the bound is hit, the object stream flushes what it holds: the second refusal is the same as the first. */
    private void require(int length) {
        if (length > maxBytes - count) {
            throw new FullException();
        }
    }

    static final class FullException extends CodecException {

        @Serial
        private static final long serialVersionUID = 1L;

        FullException() {
            super("full", null);
        }
    }
}
