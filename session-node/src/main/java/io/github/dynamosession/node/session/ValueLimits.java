package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Compression;
import io.github.dynamosession.store.SessionStoreConfig.Encryption;
import io.github.dynamosession.store.payload.EncryptionKeys;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.util.Map;
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

    /** What an item takes besides its values: key, times, index keys, and the names of all these. */
    private static final int ITEM_FRAME = 300;

    /** Of each value besides its bytes and its name. */
    private static final int ENTRY_FRAME = 1;

    static ValueLimits of(SessionStoreConfig config, SessionStore store, Optional<EncryptionKeys> keys) {
        return new ValueLimits(
                config.inlineBudget(),
                config.maxSessionSize(),
                config.compression() == Compression.AUTO,
                new LargeValues(store, config.maxSessionSize()),
                new PayloadEncryption(keys, config.encryption() == Encryption.REQUIRED));
    }

    /** How many bytes the item of a session takes about, with these stored bytes by name. */
    static long itemBytes(Map<String, byte[]> attributes, Map<String, byte[]> containerState) {
        return ITEM_FRAME + bytes(attributes) + bytes(containerState);
    }

    private static long bytes(Map<String, byte[]> values) {
        return values.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + ENTRY_FRAME + entry.getValue().length)
                .sum();
    }
}
