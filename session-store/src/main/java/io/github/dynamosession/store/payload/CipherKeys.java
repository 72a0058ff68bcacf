package io.github.dynamosession.store.payload;

import java.security.GeneralSecurityException;
import java.util.Optional;

/** The keys of a key set, one of which encrypts. Each ciphertext names its key. Immutable; any thread may call it. */
public interface CipherKeys {

    /** By the key that encrypts. */
    byte[] encrypt(byte[] plaintext, byte[] associatedData);

    /** @throws GeneralSecurityException if none of the keys encrypted it, or not with this associated data */
    byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException;

    /** The id of the key that a ciphertext names, if none of the keys can decrypt by it. */
    Optional<String> missingKey(byte[] ciphertext);

    /** Which keys there are, for the log; it shows no key. */
    @Override
    String toString();
}
