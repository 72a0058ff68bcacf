package io.github.dynamosession.store.payload;

import io.github.dynamosession.store.KeySetReference;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;

/**
 * Reads key sets. A jar beside this one has it as a service of {@link java.util.ServiceLoader}; it is asked by the web
 * applications whose property {@code encryptionKeys} is set.
 */
public interface KeySetReader {

    /**
     * Reads what stands at the place of a key set.
     *
     * @throws IllegalArgumentException if that is no key set for this place; the message says why, and shows no key
     * @throws StoreException if AWS KMS, which has to decrypt it, does not
     */
    CipherKeys read(String text, KeySetReference reference, SessionStoreConfig config);
}
