package io.github.dynamosession.node.users;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The sessions of an application's users in a store. */
public final class StoredUserSessions implements UserSessions {

    /** Each further round means that a session got another id, or ended, between two calls of ours. */
    private static final int MAX_ROUNDS = 10;

    private final SessionStore store;
    private final TouchPolicy touchPolicy;
    private final SessionUsers users;

    public StoredUserSessions(SessionStore store, TouchPolicy touchPolicy, SessionUsers users) {
        this.store = store;
        this.touchPolicy = touchPolicy;
        this.users = users;
    }

    /** For those who serve no requests themselves. */
    public static StoredUserSessions of(SessionStore store, SessionStoreConfig config) {
        return new StoredUserSessions(store, config.touchPolicy(), SessionUsers.of(config, ContainerLogin.NONE));
    }

    @Override
    public List<UserSession> find(String user) {
        return store.findByUser(users.key(user)).entrySet().stream()
                .map(found -> describe(found.getKey(), found.getValue()))
                .toList();
    }

    /** A session of any user, as {@link #find} lists it. */
    public UserSession describe(SessionKey key, SessionTimes times) {
        return new UserSession(
                key.partitionKey(),
                times.creationTime(),
                times.lastAccessedTime(),
                times.maxInactiveInterval(),
                touchPolicy.expiresAt(times));
    }

    @Override
    public boolean revoke(String user, String handle) {
        UserKey owner = users.key(user);
        return SessionKey.isPartitionKey(handle) && store.revoke(SessionKey.ofPartitionKey(handle), Optional.of(owner));
    }

    @Override
    public int revokeAll(String user) {
        return revokeAll(users.key(user), Set.of(), found -> true);
    }

    @Override
    public int revokeAllBut(String user, String sessionId) {
        return revokeAll(users.key(user), Set.of(users.stored(sessionId)), found -> true);
    }

    /**
     * Ends all sessions of a user but the one of a handle, and none from when on that is not found: a handle with a
     * typing error must not end it, nor may a change of its id.
     *
     * @return how many this call ended
     */
    public int revokeAllButHandle(String user, String handle) {
        SessionKey spared = SessionKey.ofPartitionKey(handle);
        return revokeAll(users.key(user), Set.of(spared), found -> found.contains(spared));
    }

    /**
     * A session that could not be revoked may have got another id since it was found: then it is looked for again.
     *
     * @param goesOn whether to end those that are not to be spared of the ones that were found
     */
    private int revokeAll(UserKey user, Set<SessionKey> spared, Predicate<Set<SessionKey>> goesOn) {
        int revoked = 0;
        boolean all = false;
        for (int round = 0; round < MAX_ROUNDS && !all; round++) {
            Set<SessionKey> found = new HashSet<>(store.findByUser(user).keySet());
            if (!goesOn.test(found)) {
                return revoked;
            }
            found.removeAll(spared);
            long ended = found.stream()
                    .filter(key -> store.revoke(key, Optional.of(user)))
                    .count();
            revoked += (int) ended;
            all = ended == found.size();
        }
        return revoked;
    }

    @Override
    public String handleOf(String sessionId) {
        return users.stored(sessionId).partitionKey();
    }
}
