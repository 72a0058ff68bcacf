package io.github.dynamosession.store.live;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;

/**
 * What the values of a session may take, and where.
 *
 * @param inlineBudget how many bytes a session's item may take before large values move to items of their own
 * @param maxSessionSize the most bytes of all values of a session
 * @param overflow where large values are
 */
record PackingRules(int inlineBudget, int maxSessionSize, OverflowValues overflow) {

    static PackingRules of(SessionStoreConfig config, SessionStore store) {
        return new PackingRules(config.inlineBudget(), config.maxSessionSize(), new OverflowValues(store));
    }
}
