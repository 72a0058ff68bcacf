package io.github.dynamosession.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often the access time of a session is written, and what margin its stored expiry needs for that: as an access
 * may stay unwritten for one touch interval, a session is kept for one interval (at least a second) longer than its
 * clients may be idle. So no node ever takes a session for dead too early.
 *
 * <p>The interval is the configured one, or else a tenth of the session's inactive interval and at least a minute; in
 * both cases never more than a quarter of the inactive interval.
 */
public final class TouchPolicy {

    /**
     * How long an ended session stays in a store that cleans up by itself: for clocks that differ, and for what still wants to
     * read it. What belongs to a session stays as long.
     */
    public static final Duration GRACE = Duration.ofDays(1);

    private static final long NANOS_OF_A_SECOND = 1_000_000_000;
    private static final Duration LEAST_DEFAULT = Duration.ofMinutes(1);
    /** A store may keep access times cut to the second. */
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(1);
    /** For sessions that never expire: their access time is information only. */
    private static final Duration NEVER_EXPIRING = Duration.ofHours(1);

    private final Optional<Duration> configured;

    private TouchPolicy(Optional<Duration> configured) {
        this.configured = configured;
    }

    /** The policy with the default interval. */
    public static TouchPolicy adaptive() {
        return new TouchPolicy(Optional.empty());
    }

    /** The policy with a configured interval; zero writes the access time of every request. */
    public static TouchPolicy every(Duration interval) {
        return new TouchPolicy(Optional.of(interval));
    }

    /** The touch interval of a session with these times. */
    public Duration interval(SessionTimes times) {
        if (!times.expires()) {
            return configured.orElse(NEVER_EXPIRING);
        }
        Duration idle = times.maxInactiveInterval();
        Duration wanted = configured.orElse(longer(part(idle, 10), LEAST_DEFAULT));
        return shorter(wanted, part(idle, 4));
    }

    /** When no node serves the session any more, rounded up to the second; empty: never. */
    public Optional<Instant> expiresAt(SessionTimes times) {
        if (!times.expires()) {
            return Optional.empty();
        }
        Duration margin = longer(interval(times), LEAST_MARGIN);
        Instant exact =
                times.lastAccessedTime().plus(times.maxInactiveInterval()).plus(margin);
        return Optional.of(Instant.ofEpochSecond(exact.plusNanos(999_999_999).getEpochSecond()));
    }

    /** Tells whether an access at {@code now} is to be written although nothing else is. */
    public boolean isDue(SessionTimes times, Instant now) {
        Instant stored = times.lastAccessedTime();
        // Access times are stored to the second: before the next one a write would change nothing, and stay due.
        return now.getEpochSecond() > stored.getEpochSecond() && !now.isBefore(stored.plus(interval(times)));
    }

    /** The same as {@link Duration#dividedBy}, which makes big numbers, and is asked several times a request. */
    private static Duration part(Duration whole, int parts) {
        long seconds = whole.getSeconds();
        long nanos = seconds % parts * NANOS_OF_A_SECOND + whole.getNano();
        return Duration.ofSeconds(seconds / parts, nanos / parts);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
