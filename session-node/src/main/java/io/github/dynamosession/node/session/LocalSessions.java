package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.users.SessionUsers;
import io.github.dynamosession.node.users.StoredUserSessions;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes this node's copies of the sessions of one application. */
public final class LocalSessions {

    private final SessionContext context;

    LocalSessions(SessionContext context) {
        this.context = context;
    }

    /**
     * The sessions of an application that is configured so.
     *
     * @param store where they are stored; not closed by them
     * @param keys what its values are encrypted by, opened before the store: they may stop the start
     */
    public static LocalSessions of(
            SessionStore store,
            SessionStoreConfig config,
            Optional<EncryptionKeys> keys,
            ValueRules attributes,
            ValueRules containerState,
            ContainerLogin login) {
        return new LocalSessions(new SessionContext(
                store,
                config.touchPolicy(),
                Clock.systemUTC(),
                config.callTimeout(),
                SessionLocks.of(config),
                attributes,
                containerState,
                SessionUsers.of(config, login),
                ValueLimits.of(config, store, keys)));
    }

    /**
     * The same sessions for a holder that has them in memory and saves them long after their last use.
     *
     * @param lastUse tells when a session was used last: that is the access time that is stored, and not that of the save
     */
    public LocalSessions usedAt(Clock lastUse) {
        return new LocalSessions(context.withClock(lastUse));
    }

    SessionContext context() {
        return context;
    }

    public SessionStore store() {
        return context.store();
    }

    public Clock clock() {
        return context.clock();
    }

    /** When a session of these times expires, if it does. */
    public Optional<Instant> expiresAt(SessionTimes times) {
        return context.touchPolicy().expiresAt(times);
    }

    /** Which requests lock their session; to be closed by the caller, at the end. */
    public SessionLocks locks() {
        return context.locks();
    }

    /** What the application is given to list and revoke sessions. */
    public UserSessions userSessions() {
        return new StoredUserSessions(context.store(), context.touchPolicy(), context.users());
    }

    /** A session that does not exist yet; its first {@link LocalSession#save} stores it. */
    public LocalSession create(SessionKey key, String sessionId, SessionTimes times) {
        LastStored first =
                new LastStored(key, times, SessionIdentity.unsaid(key).withSessionId(sessionId));
        return new LocalSession(context, SessionState.toBeCreated(first));
    }

    /**
     * A session that has expired, as it was: for those who are told of its end. Nothing writes it any more.
     *
     * @throws StoreException if this node has not the keys to read it
     */
    public LocalSession expired(SessionKey key, StoredSession session) {
        LocalSession expired = stored(key, session.times());
        expired.fillAsGone(session);
        return expired;
    }

    /** A session that may be in the store; {@link LocalSession#refresh} tells, and fills it. */
    public LocalSession join(SessionKey key) {
        SessionTimes unknown = new SessionTimes(clock().instant(), clock().instant(), Duration.ZERO);
        return stored(key, unknown);
    }

    private LocalSession stored(SessionKey key, SessionTimes times) {
        LastStored unknown = new LastStored(key, times, SessionIdentity.unsaid(key));
        return new LocalSession(context, SessionState.perhapsStored(unknown));
    }
}
