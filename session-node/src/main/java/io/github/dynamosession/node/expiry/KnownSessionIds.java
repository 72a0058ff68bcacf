package io.github.dynamosession.node.expiry;

import io.github.dynamosession.store.SessionKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of the sessions that this node served last. The store has keys only, from which no id can be told, unless it encrypts
 * values; but applications keep registries by id, and clean them up when a session ends. Any thread may call it.
 */
final class KnownSessionIds {

    /** Some two megabytes when full. */
    static final int MAX = 10_000;

    private final Map<SessionKey, String> ids = Collections.synchronizedMap(new Recent());

    void remember(SessionKey key, String sessionId) {
        ids.put(key, sessionId);
    }

    /** Empty if the session has not been here for long. */
    Optional<String> idOf(SessionKey key) {
        return Optional.ofNullable(ids.get(key));
    }

    private static final class Recent extends LinkedHashMap<SessionKey, String> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, String> eldest) {
            return size() > MAX;
        }
    }
}
