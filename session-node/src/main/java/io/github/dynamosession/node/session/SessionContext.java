package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.users.SessionUsers;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the sessions of one application have in common on one node.
 *
 * @param store where they are stored; not closed by them
 * @param touchPolicy when an access time is worth a write
 * @param patience how long one request waits for another one's store call on the same session
 * @param locks which requests lock their session; closed by who made them
 * @param attributes rules for attribute values
 * @param containerState rules for what the container keeps in a session besides attributes
 * @param users whose sessions are whose
 * @param packing what values may take, and where
 */
record SessionContext(
        SessionStore store,
        TouchPolicy touchPolicy,
        Clock clock,
        Duration patience,
        SessionLocks locks,
        ValueRules attributes,
        ValueRules containerState,
        SessionUsers users,
        ValueLimits packing) {

    /**
     * For an application that is configured so.
     *
     * @param keys what its values are encrypted by, opened before the store: they may stop the start
     */
    static SessionContext of(
            SessionStore store,
            SessionStoreConfig config,
            Optional<EncryptionKeys> keys,
            ValueRules attributes,
            ValueRules containerState,
            ContainerLogin login) {
        return new SessionContext(
                store,
                config.touchPolicy(),
                Clock.systemUTC(),
                config.callTimeout(),
                SessionLocks.of(config),
                attributes,
                containerState,
                SessionUsers.of(config, login),
                ValueLimits.of(config, store, keys));
    }
}
