package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.nio.charset.StandardCharsets;

/**
 * Input whose lengths cannot claim more memory than a small multiple of the bytes that are there: every element that a
 * length announces needs a byte of its own.
 */
final class BoundedInput extends Input {

    /** Class ids are small and fixed, whatever the input's size. */
    private static final int IDS = 256;

    private final int size;
    private final HashWork hashWork;
    private int unclaimed;

    /** @param start of what is to be read, behind the header */
    BoundedInput(byte[] bytes, int start) {
        super(bytes, start, bytes.length - start);
        this.size = bytes.length - start;
        this.hashWork = new HashWork(size);
        this.unclaimed = size;
    }

    /**
     * Reads the length of something whose elements are objects. Their sum is bounded, not only each: nested arrays that
     * all claim what remains would multiply.
     */
    int readLength() {
        int length = readVarInt(true);
        if (length < 0 || length > unclaimed) {
            throw new KryoException("damaged: a length of " + length + " in " + size + " bytes");
        }
        unclaimed -= length;
        return length;
    }

    HashWork hashWork() {
        return hashWork;
    }

    /** What serializers read by this are lengths and ids; whole numbers of the application come by readInt. */
    @Override
    public int readVarInt(boolean optimizePositive) {
        return optimizePositive ? plausible(super.readVarInt(true)) : super.readVarInt(false);
    }

    @Override
    public int readInt(boolean optimizePositive) {
        return super.readVarInt(optimizePositive);
    }

    @Override
    public int readVarIntFlag(boolean optimizePositive) {
        return plausible(super.readVarIntFlag(optimizePositive));
    }

    /** Text of one byte for each character, as most is, becomes a string at once: Kryo makes an array of characters first. */
    @Override
    public String readString() {
        int start = position;
        if (readVarIntFlag()) {
            int length = readVarIntFlag(true) - 1;
            if (length > 0 && isAscii(length)) {
                String text = new String(buffer, position, length, StandardCharsets.ISO_8859_1);
                position += length;
                return text;
            }
            position = start;
        }
        return super.readString();
    }

    private boolean isAscii(int length) {
        if (length > limit - position) {
            return false;
        }
        for (int i = position; i < position + length; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private int plausible(int number) {
        if (number < 0 || number > size + IDS) {
            throw new KryoException("damaged: a length or id of " + number + " in " + size + " bytes");
        }
        return number;
    }
}
