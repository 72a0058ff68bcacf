package io.github.dynamosession.sample;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The sessions of all nodes, for Spring's limit on the sessions of one user. A session that is one too many is revoked: to
 * the next request it is gone, on every node, so that nothing is asked here when a session is used.
 *
 * <p>Two logins of one user at the very same moment may both find the other's session missing, and both stay.
 */
final class DynamoDbSessionRegistry implements SessionRegistry {

    private final UserSessions sessions;

    DynamoDbSessionRegistry(UserSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void registerNewSession(String sessionId, Object principal) {
        request().setAttribute(UserSessions.USER_ATTRIBUTE, nameOf(principal), RequestAttributes.SCOPE_SESSION);
    }

    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean includeExpiredSessions) {
        String user = nameOf(principal);
        String ownId = request().getSessionId();
        String own = sessions.handleOf(ownId);
        return sessions.find(user).stream()
                .<SessionInformation>map(
                        each -> new Revocable(user, each, each.handle().equals(own) ? ownId : each.handle()))
                .collect(Collectors.toCollection(ArrayList::new)); // Spring sorts it
    }

    /** Whoever asks has a session that the store has just read: it is not revoked. */
    @Override
    public @Nullable SessionInformation getSessionInformation(String sessionId) {
        return null;
    }

    /** Not from here: who may log in as whom is not a list of who is. */
    @Override
    public List<Object> getAllPrincipals() {
        throw new UnsupportedOperationException("sessions are found by user");
    }

    @Override
    public void refreshLastRequest(String sessionId) {}

    @Override
    public void removeSessionInformation(String sessionId) {}

    private static RequestAttributes request() {
        return RequestContextHolder.currentRequestAttributes();
    }

    private static String nameOf(Object principal) {
        return Optional.of(principal)
                .filter(UserDetails.class::isInstance)
                .map(user -> ((UserDetails) user).getUsername())
                .orElseGet(principal::toString);
    }

    private final class Revocable extends SessionInformation {

        private static final long serialVersionUID = 1;

        private final transient UserSession session;

        Revocable(String user, UserSession session, String id) {
            super(user, id, Date.from(session.lastAccessedTime()));
            this.session = session;
        }

        @Override
        public void expireNow() {
            super.expireNow();
            sessions.revoke((String) getPrincipal(), session.handle());
        }
    }
}
