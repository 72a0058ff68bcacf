package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.Uninterrupted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Takes locks of sessions, and waits for them. The call that takes one is the call that reads the session.
 *
 * <p>A refused attempt costs as much as the item's write would, so only the first is made in the dark: whoever waits then
 * looks at the lock, for half a read unit per 4 KB, and makes the next attempt when it is free. The looks become rarer at random, up
 * to {@link #LONGEST_PAUSE}: however many wait, a session costs no node more than some five of them a second.
 */
final class SessionLocking {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private static final BackoffStrategy PAUSES = BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE);

    private final TableCalls calls;
    private final Clock clock;

    SessionLocking(TableCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#lock} promises. */
    Optional<LockedSession> lock(SessionKey key, String owner, Duration lease, Duration patience) {
        long start = System.nanoTime(); // waiting is measured, not read off a clock that may be set
        for (int looks = 1; ; ) {
            SessionLock lock = new SessionLock(owner, clock.instant().plus(lease));
            WriteResult result = calls.take(
                    Operation.LOCK, key, SessionUpdate.ofLock(lock, Condition.mayBeLocked(owner, clock.instant())));
            if (result.applied()) {
                return result.found().map(item -> new LockedSession(item.session(), lock));
            }
            if (result.found().filter(item -> item.isAlive(clock.instant())).isEmpty()) {
                return Optional.empty();
            }
            do {
                pause(PAUSES.computeDelay(looks++), key, patience, start);
            } while (isLocked(key));
        }
    }

    /** As {@link io.github.dynamosession.store.SessionStore#renewLock} promises. */
    Optional<SessionLock> renew(SessionKey key, SessionLock held, Duration lease) {
        SessionLock renewed = new SessionLock(held.owner(), clock.instant().plus(lease));
        WriteResult result = calls.update(
                Operation.RENEW, key, SessionUpdate.ofLock(renewed, Condition.lockOwner(held.owner())), Map::of);
        return result.applied() ? Optional.of(renewed) : Optional.empty();
    }

    private boolean isLocked(SessionKey key) {
        Instant now = clock.instant();
        return calls.peekAtLock(key).filter(item -> item.isLocked(now)).isPresent();
    }

    private static void pause(Duration pause, SessionKey key, Duration patience, long start) {
        Duration left = patience.minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
            throw new SessionLockedException(key, patience);
        }
        Uninterrupted.sleep((pause.compareTo(left) < 0 ? pause : left).plusMillis(1));
    }
}
