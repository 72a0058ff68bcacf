package io.github.dynamosession.store;

import java.util.Map;
import java.util.Optional;

/**
 * A session as the store holds it: values are stored bytes, which only {@code store.payload} reads.
 *
 * @param version grows with every change of attributes or container state; of two loads of one session that differ in
 *     attributes or state, the later has the greater version
 * @param attributes attribute name to stored bytes; unmodifiable
 * @param containerState name to stored bytes of what the container keeps in a session besides attributes (principal,
 *     authentication type, ...); unmodifiable
 * @param user whose the session is, if anyone's
 * @param identity which session it is, encrypted: bytes that the store keeps and moves, and never reads
 * @param whole false if the store holds more of the session than this, such as what a newer release keeps: only the store can
 *     move that
 */
public record StoredSession(
        long version,
        SessionTimes times,
        Map<String, byte[]> attributes,
        Map<String, byte[]> containerState,
        Optional<UserKey> user,
        Optional<byte[]> identity,
        boolean whole) {

    public StoredSession {
        attributes = Map.copyOf(attributes);
        containerState = Map.copyOf(containerState);
    }

    /** A session that is whole. */
    public StoredSession(
            long version,
            SessionTimes times,
            Map<String, byte[]> attributes,
            Map<String, byte[]> containerState,
            Optional<UserKey> user,
            Optional<byte[]> identity) {
        this(version, times, attributes, containerState, user, identity, true);
    }

    /** A session whose values are not encrypted. */
    public StoredSession(
            long version,
            SessionTimes times,
            Map<String, byte[]> attributes,
            Map<String, byte[]> containerState,
            Optional<UserKey> user) {
        this(version, times, attributes, containerState, user, Optional.empty());
    }

    /** Likewise, of nobody. */
    public StoredSession(
            long version, SessionTimes times, Map<String, byte[]> attributes, Map<String, byte[]> containerState) {
        this(version, times, attributes, containerState, Optional.empty());
    }
}
