package io.github.dynamosession.store;

import java.time.Instant;

/**
 * An expired session that one node ends: see {@link SessionStore#claimExpired}.
 *
 * @param until when the claim is over; of one session, no two claims have the same
 */
public record ClaimedSession(SessionKey key, StoredSession session, Instant until) {}
