package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.users.SessionUsers;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Clock;
import java.time.Duration;

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
 * @param limits what values may take, and where
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
        ValueLimits limits) {

    SessionContext withClock(Clock other) {
        return new SessionContext(
                store, touchPolicy, other, patience, locks, attributes, containerState, users, limits);
    }
}
