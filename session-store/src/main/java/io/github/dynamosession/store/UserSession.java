package io.github.dynamosession.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One session of a user, as {@link UserSessions} lists it.
 *
 * @param handle names the session and is not its id: it may be shown, logged, and put into a form. 43 characters of
 *     {@code A-Z a-z 0-9 - _}; it changes when the session id does
 * @param lastAccessedTime when a client last used it, as far as the store knows: it may be older by one touch interval
 * @param maxInactiveInterval how long it may stay unused; zero or negative: for ever
 * @param expiresAt from when on no node serves it if it is not used until then; empty: it never expires
 */
public record UserSession(
        String handle,
        Instant creationTime,
        Instant lastAccessedTime,
        Duration maxInactiveInterval,
        Optional<Instant> expiresAt) {}
