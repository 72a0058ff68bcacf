package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Encoded values to encrypted ones and back. Each is bound to its place and to its own header: whoever can write the table
 * cannot move it, nor have it decoded in another way.
 *
 * @param keys empty: values are not encrypted, and encrypted ones cannot be read
 * @param required whether values that are not encrypted are refused
 */
public record PayloadEncryption(Optional<EncryptionKeys> keys, boolean required) {

    /**
     * Encrypts the body of an encoded value, if there are keys.
     *
     * @param place is asked for only then
     */
    public byte[] encrypt(byte[] encoded, Supplier<AssociatedData> place) {
        return keys.isPresent() ? encrypt(encoded, place.get(), keys.get()) : encoded;
    }

    private static byte[] encrypt(byte[] encoded, AssociatedData place, EncryptionKeys keys) {
        byte[] header = Arrays.copyOf(encoded, PayloadFormat.HEADER);
        header[PayloadFormat.ENCRYPTION] = PayloadFormat.BY_KEY_SET;
        byte[] body =
                keys.encrypt(PayloadFormat.body(encoded), place.with(header).bytes());
        return PayloadFormat.with(encoded, PayloadFormat.ENCRYPTION, PayloadFormat.BY_KEY_SET, body);
    }

    /**
     * The encoded value; bytes that are not encrypted are returned as they are, unless they are refused: they may be older
     * than the keys.
     *
     * @param place is asked for only if they are encrypted
     * @param what for messages
     * @throws StoreException if this node lacks the key: it may not act as if there were no value
     * @throws CodecException if the value is damaged, was made for another place, or is refused
     */
    public byte[] decrypt(byte[] stored, Supplier<AssociatedData> place, Supplier<String> what) {
        if (!isEncrypted(stored)) {
            requireNone();
            return stored;
        }
        byte[] header = Arrays.copyOf(stored, PayloadFormat.HEADER);
        byte[] body = keys(what)
                .decrypt(PayloadFormat.body(stored), place.get().with(header).bytes(), what);
        return PayloadFormat.with(stored, PayloadFormat.ENCRYPTION, PayloadFormat.NOT_ENCRYPTED, body);
    }

    /** Whoever writes the table can write this without a key: a login, and bytes that become objects. */
    private void requireNone() {
        if (required) {
            throw new CodecException(
                    "it is not encrypted, and encryption=required refuses that: someone has written it without the"
                            + " key, or it is older than the keys",
                    null);
        }
    }

    /** @throws StoreException if the value is encrypted by a key that this node has not */
    public void requireKeyOf(byte[] stored, Supplier<String> what) {
        if (isEncrypted(stored)) {
            keys(what).requireKeyOf(PayloadFormat.body(stored), what);
        }
    }

    /** Encrypts what is no value. */
    public Optional<byte[]> encryptText(byte[] plaintext, AssociatedData place) {
        return keys.map(present -> present.encrypt(plaintext, place.bytes()));
    }

    /** The opposite of {@link #encryptText}, which fails as {@link #decrypt} does. */
    public byte[] decryptText(byte[] ciphertext, AssociatedData place, Supplier<String> what) {
        return keys(what).decrypt(ciphertext, place.bytes(), what);
    }

    private EncryptionKeys keys(Supplier<String> what) {
        return keys.orElseThrow(() -> new StoreException(
                what.get() + " is encrypted, and this node has no key set: set encryptionKeys on every node", null));
    }

    public static boolean isEncrypted(byte[] stored) {
        return stored.length >= PayloadFormat.HEADER
                && stored[0] == PayloadFormat.VERSION
                && stored[PayloadFormat.ENCRYPTION] == PayloadFormat.BY_KEY_SET;
    }
}
