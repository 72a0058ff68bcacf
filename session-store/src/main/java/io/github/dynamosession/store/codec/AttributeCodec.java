package io.github.dynamosession.store.codec;

import org.jspecify.annotations.Nullable;

/**
 * Turns attribute values into bytes and back. What it can encode, it decodes to an equal value with the same shared
 * references inside, as Java serialization would: the Serializable closure of the value, transient fields left out.
 *
 * <p>Any thread may call it. It sees classes through the class loader it was made for, and none that its {@link
 * ClassFilter} does not allow: encoding refuses them as well, so that nothing is stored that cannot be read.
 */
public interface AttributeCodec {

    /** What stands in front of a value that is not stored. */
    byte[] NO_HEADER = {};

    /**
     * Encodes a value, which is never changed by it.
     *
     * @param header what the bytes are to begin with
     * @param before what the value may still encode to; if so, this very array is returned
     * @throws CodecException if some object in it cannot be encoded; the message holds the path to it and the remedy
     */
    byte[] encode(Object value, byte[] header, byte @Nullable [] before);

    /** Encodes a value; the bytes have no header. */
    default byte[] encode(Object value) {
        return encode(value, NO_HEADER, null);
    }

    /**
     * Decodes a value.
     *
     * @param start where it begins, behind the header
     * @throws CodecException if the bytes are damaged, name a class that is missing or not allowed, or no longer fit it
     */
    Object decode(byte[] bytes, int start);

    /** Decodes bytes that have no header. */
    default Object decode(byte[] bytes) {
        return decode(bytes, 0);
    }
}
