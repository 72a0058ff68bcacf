package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Compression;
import io.github.dynamosession.store.SessionStoreConfig.Encryption;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.util.Optional;

/**
 * What the values of a session may take, and where.
 *
 * @param inlineBudget how many bytes a session's item may take before large values move to items of their own
 * @param maxSessionSize the most bytes of all values of a session
 * @param compress whether values are compressed that are billed less for it
 * @param largeValues where large values are
 * @param encryption of values, and of what a session's item says about its identity
 */
record ValueLimits(
        int inlineBudget, int maxSessionSize, boolean compress, LargeValues largeValues, PayloadEncryption encryption) {

    static ValueLimits of(SessionStoreConfig config, SessionStore store, Optional<EncryptionKeys> keys) {
        return new ValueLimits(
                config.inlineBudget(),
                config.maxSessionSize(),
                config.compression() == Compression.AUTO,
                new LargeValues(store, config.maxSessionSize()),
                new PayloadEncryption(keys, config.encryption() == Encryption.REQUIRED));
    }
}
