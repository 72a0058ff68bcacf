package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.UserKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator may know of a stored session: everything but what it holds.
 *
 * @param state whether nodes serve it
 * @param version grows with every change of attributes or container state
 * @param user whose it is, if anyone's
 * @param expiresAt from when on no node serves it, unless it is used until then; empty: it never expires, or has ended
 * @param attributes stored bytes of each attribute's value, by name
 * @param containerState stored bytes of what the container keeps in it, by name
 * @param itemBytes the whole item by DynamoDB's rules, which bills by it
 */
public record SessionDescription(
        State state,
        long version,
        Optional<UserKey> user,
        SessionTimes times,
        Optional<Instant> expiresAt,
        Map<String, Integer> attributes,
        Map<String, Integer> containerState,
        long itemBytes) {

    /** Where a session is between its creation and the deletion of its item. */
    public enum State {
        /** Nodes serve it. */
        LIVING,
        /** It has expired; no node has told of its end yet. */
        EXPIRED,
        /** It was revoked; no node has told of its end yet. */
        REVOKED,
        /** It has expired or was revoked, and a node is telling of its end. */
        ENDING
    }
}
