package io.github.dynamosession.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one save changes in a stored session; whatever it does not name stays as it is in the store.
 *
 * @param attributes delta of the attributes
 * @param containerState delta of the container state
 * @param times the session's times as they are to be: written too if they are not {@code knownTimes}, unless the store
 *     knows of a later access
 * @param knownTimes the times that the caller last saw in the store
 * @param login a login or logout, if there was one
 * @param lockUse the lock under which the save is made, if any
 * @param identity what a rename makes of {@link StoredSession#identity}, which is of one key alone; others leave it as it is
 */
public record SessionChanges(
        Delta attributes,
        Delta containerState,
        SessionTimes times,
        SessionTimes knownTimes,
        Optional<UserChange> login,
        LockUse lockUse,
        Optional<byte[]> identity) {

    /** Changes for anything but a rename of a session whose values are encrypted. */
    public SessionChanges(
            Delta attributes,
            Delta containerState,
            SessionTimes times,
            SessionTimes knownTimes,
            Optional<UserChange> login,
            LockUse lockUse) {
        this(attributes, containerState, times, knownTimes, login, lockUse, Optional.empty());
    }

    /** Changes that leave the session its user, and are saved whoever has its lock. */
    public SessionChanges(Delta attributes, Delta containerState, SessionTimes times, SessionTimes knownTimes) {
        this(attributes, containerState, times, knownTimes, Optional.empty(), LockUse.NONE);
    }

    /** The same changes under a lock. */
    public SessionChanges under(LockUse use) {
        return new SessionChanges(attributes, containerState, times, knownTimes, login, use, identity);
    }

    /** The same changes, for a rename to a key where this is the session's identity. */
    public SessionChanges identifiedBy(Optional<byte[]> newIdentity) {
        return new SessionChanges(attributes, containerState, times, knownTimes, login, lockUse, newIdentity);
    }

    /** Whose the session is after these changes, which was {@code before}'s. */
    public Optional<UserKey> userAfter(Optional<UserKey> before) {
        return login.map(UserChange::user).orElse(before);
    }

    /** Tells whether the save would write nothing but an access time. */
    public boolean isEmpty() {
        return attributes.isEmpty()
                && containerState.isEmpty()
                && login.isEmpty()
                && newMaxInactiveInterval().isEmpty();
    }

    /** Tells whether the save is to write times at all. */
    public boolean writesTimes() {
        return !times.equals(knownTimes);
    }

    /** A new inactive interval, if this save sets one. */
    public Optional<Duration> newMaxInactiveInterval() {
        return times.maxInactiveInterval().equals(knownTimes.maxInactiveInterval())
                ? Optional.empty()
                : Optional.of(times.maxInactiveInterval());
    }

    /** The same changes on top of attributes and container state as they were found in the store. */
    public SessionChanges basedOn(StoredSession found) {
        return new SessionChanges(
                attributes.basedOn(found.attributes()),
                containerState.basedOn(found.containerState()),
                times,
                knownTimes,
                login,
                lockUse,
                identity);
    }

    /** Tells whether the session has the content that these changes make. */
    public boolean areIn(StoredSession found) {
        return attributes.isIn(found.attributes())
                && containerState.isIn(found.containerState())
                && userAfter(found.user()).equals(found.user());
    }

    /**
     * The lock that a save is made under: it is applied only if this is still held.
     *
     * @param lock empty for a save that no lock guards
     * @param releases whether the save gives the lock back, in the same step
     */
    public record LockUse(Optional<SessionLock> lock, boolean releases) {

        public static final LockUse NONE = new LockUse(Optional.empty(), false);

        public static LockUse keeping(SessionLock lock) {
            return new LockUse(Optional.of(lock), false);
        }

        public static LockUse releasing(SessionLock lock) {
            return new LockUse(Optional.of(lock), true);
        }
    }

    /**
     * Values set and names removed; no name is in both.
     *
     * @param set name to stored bytes; unmodifiable
     * @param removed names; a name that the store does not have is no error; unmodifiable
     * @param known the bytes that the caller last saw in the store under these names, for those it saw; other names do
     *     not matter; unmodifiable
     */
    public record Delta(Map<String, byte[]> set, Set<String> removed, Map<String, byte[]> known) {

        public static final Delta NONE = new Delta(Map.of(), Set.of(), Map.of());

        public Delta {
            set = Map.copyOf(set);
            removed = Set.copyOf(removed);
            known = Map.copyOf(known);
        }

        public boolean isEmpty() {
            return set.isEmpty() && removed.isEmpty();
        }

        /** The map with this delta applied to it, as a new map. */
        public Map<String, byte[]> applyTo(Map<String, byte[]> stored) {
            Map<String, byte[]> result = new HashMap<>(stored);
            result.putAll(set);
            result.keySet().removeAll(removed);
            return result;
        }

        private Delta basedOn(Map<String, byte[]> stored) {
            return new Delta(set, removed, stored);
        }

        private boolean isIn(Map<String, byte[]> stored) {
            return Collections.disjoint(stored.keySet(), removed)
                    && set.entrySet().stream()
                            .allMatch(entry -> Arrays.equals(entry.getValue(), stored.get(entry.getKey())));
        }
    }
}
