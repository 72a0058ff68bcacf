package io.github.dynamosession.boot;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator's endpoint {@code dynamosessions}: lists where a user is logged in, and logs out there, on all nodes. Spring
 * Boot exposes it to nobody unless it is told to.
 */
@Endpoint(id = "dynamosessions")
public final class DynamoDbSessionsEndpoint {

    private final UserSessions sessions;

    DynamoDbSessionsEndpoint(UserSessions sessions) {
        this.sessions = sessions;
    }

    /** How many sessions a call has ended. */
    public record Ended(int sessions) {}

    /** The living sessions of a user, those created first in front. */
    @ReadOperation
    public List<UserSession> find(@Selector String user) {
        return sessions.find(user);
    }

    /** Logs a user out everywhere. */
    @DeleteOperation
    public Ended revokeAll(@Selector String user) {
        return new Ended(sessions.revokeAll(user));
    }

    /** Ends the session of a user that the list shows under this handle, if there is one. */
    @DeleteOperation
    public Ended revoke(@Selector String user, @Selector String handle) {
        return new Ended(sessions.revoke(user, handle) ? 1 : 0);
    }
}
