package io.github.dynamosession.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The times of a session, in the servlet specification's words (chapter 7.5).
 *
 * @param creationTime when the session was created, to the millisecond; it also names the generation of the session, so
 *     that a late write never lands in a newer session of the same id
 * @param lastAccessedTime when a client last used the session as far as the store knows, never before
 *     {@code creationTime}; the store learns of it at most once per {@linkplain TouchPolicy touch interval}
 * @param maxInactiveInterval how long the session may stay unused, in whole seconds; zero or negative: for ever
 */
public record SessionTimes(Instant creationTime, Instant lastAccessedTime, Duration maxInactiveInterval) {

    /** Tells whether the session expires at all. */
    public boolean expires() {
        return maxInactiveInterval.compareTo(Duration.ZERO) > 0;
    }

    /** These times with a use of the session at {@code accessed}; an earlier one than known changes nothing. */
    public SessionTimes accessedAt(Instant accessed) {
        return accessed.isAfter(lastAccessedTime)
                ? new SessionTimes(creationTime, accessed, maxInactiveInterval)
                : this;
    }

    /** These times with another inactive interval. */
    public SessionTimes withMaxInactiveInterval(Duration interval) {
        return new SessionTimes(creationTime, lastAccessedTime, interval);
    }
}
