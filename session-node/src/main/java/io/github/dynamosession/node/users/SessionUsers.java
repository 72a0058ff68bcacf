package io.github.dynamosession.node.users;

import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.values.SaveDraft;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StorableName;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.UserKeys;
import io.github.dynamosession.store.UserSessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** Whose the sessions of an application are. */
public final class SessionUsers {

    private static final Logger LOG = Loggers.of(SessionUsers.class);

    private final String applicationName;
    private final UserKeys keys;
    private final boolean indexed;
    private final ContainerLogin login;
    private final Set<OwnedSession> renaming =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private SessionUsers(SessionStoreConfig config, ContainerLogin login) {
        this.applicationName = config.applicationName();
        this.keys = config.userKeys();
        this.indexed = config.userIndex();
        this.login = login;
    }

    public static SessionUsers of(SessionStoreConfig config, ContainerLogin login) {
        return new SessionUsers(config, login);
    }

    /** @throws IllegalStateException if sessions are not indexed: the answer would be wrong */
    UserKey key(String user) {
        if (!indexed) {
            throw new IllegalStateException("sessions of " + applicationName
                    + " are not found by their users: userIndex=false; remove that property on all nodes");
        }
        return keys.key(user);
    }

    /**
     * What a save of these changes does to the session's user: nothing unless it changes what tells whose the session is.
     * So a node that cannot read another container's login never takes the session from its user.
     */
    public Optional<UserChange> change(OwnedSession session, SaveDraft attributes, SaveDraft containerState) {
        return isChangedBy(attributes, containerState)
                ? Optional.of(new UserChange(user(session).map(keys::key)))
                : Optional.empty();
    }

    /** Tells whether these changes may change the session's user. */
    public boolean isChangedBy(SaveDraft attributes, SaveDraft containerState) {
        return indexed && (attributes.names(UserSessions.USER_ATTRIBUTE) || containerState.names(login.name()));
    }

    /** A login must not fail for the index: who has a name that cannot be in it is nobody's there. */
    private Optional<String> user(OwnedSession session) {
        Optional<String> user = session.attributes().get(UserSessions.USER_ATTRIBUTE) instanceof String named
                ? Optional.of(named)
                : Optional.ofNullable(session.containerState().get(login.name()))
                        .flatMap(login.user());
        if (user.isPresent() && !StorableName.isWellFormed(user.get())) {
            LOG.log(
                    Level.WARNING,
                    "session {0} is not found by its user: the name of the user is not well-formed UTF-16",
                    session.storedKey());
            return Optional.empty();
        }
        return user;
    }

    /** The session has another id already, and is still stored under the key of the old one. */
    public void renaming(OwnedSession session) {
        renaming.add(session);
    }

    /** Where the session of this id is stored now. */
    SessionKey stored(String sessionId) {
        SessionKey key = SessionKey.of(applicationName, SessionIds.withoutRoute(sessionId));
        synchronized (renaming) {
            return renaming.stream()
                    .filter(session -> session.key().equals(key))
                    .findAny()
                    .map(OwnedSession::storedKey)
                    .orElse(key);
        }
    }
}
