package io.github.dynamosession.store.live;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Compression;

/**
 * What the values of a session may take, and where.
 *
 * @param inlineBudget how many bytes a session's item may take before large values move to items of their own
 * @param maxSessionSize the most bytes of all values of a session
 * @param compress whether values are compressed that are billed less for it
 * @param overflow where large values are
 */
record PackingRules(int inlineBudget, int maxSessionSize, boolean compress, OverflowValues overflow) {

    static PackingRules of(SessionStoreConfig config, SessionStore store) {
        return new PackingRules(
                config.inlineBudget(),
                config.maxSessionSize(),
                config.compression() == Compression.AUTO,
                new OverflowValues(store));
    }
}
