package io.github.dynamosession.node.session;

import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How long the items of large values are there: for as long as their session may live, and for a term more, in which the
 * session may be used without writing them again.
 */
record LargeValueTerm(SessionContext context) {

    /** How long a value may be referred to before it is written again; its item is there for so much longer. */
    private static final Duration LEAST_TERM = Duration.ofDays(7);

    /** The same for sessions that never expire, which are looked after whenever their access time is written. */
    private static final Duration TERM_OF_NEVER_EXPIRING = Duration.ofDays(183);

    /** Stores a value of a session with these times, and returns what is to be stored in its place. */
    byte[] put(byte[] value, SessionTimes times) {
        return context.limits().largeValues().put(value, keptUntil(times)).toBytes();
    }

    /** The same for small values, which share items; by name. */
    Map<String, byte[]> putTogether(Map<String, byte[]> values, SessionTimes times) {
        Instant keptUntil = keptUntil(times);
        return ValueGroups.put(values, group -> context.limits().largeValues().put(group, keptUntil));
    }

    private Instant keptUntil(SessionTimes times) {
        Duration idle = times.maxInactiveInterval();
        Duration term = times.expires() ? (idle.compareTo(LEAST_TERM) > 0 ? idle : LEAST_TERM) : TERM_OF_NEVER_EXPIRING;
        return neededUntil(times.accessedAt(context.clock().instant())).plus(term);
    }

    /** What is kept for less is to be written again. */
    Instant neededUntil(SessionTimes times) {
        return context.touchPolicy()
                .expiresAt(times)
                .map(expires -> expires.plus(TouchPolicy.GRACE))
                .orElseGet(() -> context.clock().instant().plus(TERM_OF_NEVER_EXPIRING));
    }
}
