package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.codec.AttributeCodec;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.codec.FirstOutcomes;
import io.github.dynamosession.store.codec.JavaAttributeCodec;
import io.github.dynamosession.store.codec.KryoAttributeCodec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes: a header, then what a codec made of the value.
 *
 * <pre>
 * byte 0    format version: 1
 * byte 1    codec id: 1 Kryo, 2 Java
 * byte 2    compression id: 0 none, 1 Deflate, see PayloadCompression
 * byte 3    encryption: 0 none, 1 AEAD by a key set of Tink, whose ciphertexts begin with the id of their key
 *           body
 * </pre>
 *
 * <p>Both codecs are read always, whichever writes. Any thread may call it.
 */
public final class PayloadFormat {

    static final int VERSION = 1;
    static final int HEADER = 4;
    static final int COMPRESSION = 2;
    /** Where the header tells what the body is encrypted by. */
    static final int ENCRYPTION = 3;

    static final byte NOT_ENCRYPTED = 0;
    static final byte BY_KEY_SET = 1;

    private static final String UPGRADE = "upgrade this node first";

    private static final byte[] KRYO_HEADER = {VERSION, KryoAttributeCodec.ID, 0, NOT_ENCRYPTED};
    private static final byte[] JAVA_HEADER = {VERSION, JavaAttributeCodec.ID, 0, NOT_ENCRYPTED};

    private final boolean kryoWrites;
    private final KryoAttributeCodec kryo;
    private final JavaAttributeCodec java;
    private final FirstOutcomes outcomes = new FirstOutcomes();

    private PayloadFormat(boolean kryoWrites, KryoAttributeCodec kryo, JavaAttributeCodec java) {
        this.kryoWrites = kryoWrites;
        this.kryo = kryo;
        this.java = java;
    }

    /**
     * The format for the values of one application.
     *
     * @param writer with {@code KRYO}, values that hold an object with a serialized form of its own still go by Java
     *     serialization, as a whole
     * @param maxBytes the most that an encoded value may take
     */
    public static PayloadFormat of(SessionStoreConfig.Codec writer, ClassFilter filter, int maxBytes) {
        return new PayloadFormat(
                writer == SessionStoreConfig.Codec.KRYO,
                new KryoAttributeCodec(filter, maxBytes),
                new JavaAttributeCodec(filter, maxBytes));
    }

    /** The same as {@link #encode(Object, byte[])} of a value of which nothing is known. */
    public byte[] encode(Object value) {
        return encode(value, null);
    }

    /**
     * Encodes a value.
     *
     * @param before what the value may still encode to; if so, this very array is returned, and nothing is copied
     * @throws CodecException if it cannot be encoded; the message says where and why
     */
    public byte[] encode(Object value, byte @Nullable [] before) {
        if (kryoWrites && !outcomes.wasNotPlain(value)) {
            Optional<byte[]> plain = kryo.encodeIfPlain(value, KRYO_HEADER, before);
            boolean asFirst = outcomes.note(value, plain.isPresent());
            if (plain.isPresent() && asFirst) {
                return plain.get();
            }
        }
        return java.encode(value, JAVA_HEADER, before);
    }

    /** @throws CodecException if the bytes are damaged, of a newer node, or name a class that is missing or not allowed */
    public Object decode(byte[] stored) {
        if (stored.length < HEADER) {
            throw new CodecException("cannot decode: " + stored.length + " bytes are less than a header", null);
        }
        require(stored[0] != 0, "the bytes are damaged");
        require(stored[0] == VERSION, "format " + (stored[0] & 0xff) + " is newer than " + VERSION + "; " + UPGRADE);
        require(stored[COMPRESSION] == 0, "compression " + (stored[COMPRESSION] & 0xff) + " is unknown; " + UPGRADE);
        require(
                stored[ENCRYPTION] == NOT_ENCRYPTED,
                "encryption " + (stored[ENCRYPTION] & 0xff) + " is unknown; " + UPGRADE);
        return codec(stored[1]).decode(stored, HEADER);
    }

    /** Tells whether two payloads have the same header: a value that has no order then has one form in both. */
    public static boolean isOfSameForm(byte[] one, byte[] other) {
        return one.length >= HEADER && other.length >= HEADER && Arrays.equals(one, 0, HEADER, other, 0, HEADER);
    }

    /** What follows the header. */
    static byte[] body(byte[] payload) {
        return Arrays.copyOfRange(payload, HEADER, payload.length);
    }

    /** The payload with one byte of its header changed, and another body. */
    static byte[] with(byte[] payload, int position, byte value, byte[] body) {
        byte[] changed = Arrays.copyOf(payload, HEADER + body.length);
        changed[position] = value;
        System.arraycopy(body, 0, changed, HEADER, body.length);
        return changed;
    }

    private AttributeCodec codec(byte id) {
        require(
                id == KryoAttributeCodec.ID || id == JavaAttributeCodec.ID,
                "codec " + (id & 0xff) + " is unknown; " + UPGRADE);
        return id == KryoAttributeCodec.ID ? kryo : java;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new CodecException("cannot decode: " + otherwise, null);
        }
    }
}
