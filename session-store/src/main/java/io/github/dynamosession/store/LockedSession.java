package io.github.dynamosession.store;

/**
 * A session whose lock a caller has taken.
 *
 * @param session as it was when the lock was taken
 */
public record LockedSession(StoredSession session, SessionLock lock) {}
