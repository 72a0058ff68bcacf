package io.github.dynamosession.store.codec;

/**
 * Turns attribute values into bytes and back. What it can encode, it decodes to an equal value with the same shared
 * references inside, as Java serialization would: the Serializable closure of the value, transient fields left out.
 *
 * <p>Any thread may call it. It sees classes through the class loader it was made for, and none that its {@link
 * ClassFilter} does not allow: encoding refuses them as well, so that nothing is stored that cannot be read.
 */
public interface AttributeCodec {

    /** The number that marks this codec's bytes in the store: 1 to 127, never reused. */
    byte id();

    /**
     * Encodes a value, which is never changed by it.
     *
     * @throws CodecException if some object in it cannot be encoded; the message holds the path to it and the remedy
     */
    byte[] encode(Object value);

    /**
     * Decodes a value.
     *
     * @throws CodecException if the bytes are damaged, name a class that is missing or not allowed, or no longer fit it
     */
    Object decode(byte[] bytes);
}
