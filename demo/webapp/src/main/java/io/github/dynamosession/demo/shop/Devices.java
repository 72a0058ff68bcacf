package io.github.dynamosession.demo.shop;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user is logged in. Of other session managers than ours the types used here are not there: so they stand in the
 * signature of no method of a servlet, which containers look at.
 */
final class Devices {

    /** As {@code UserSessions.CONTEXT_ATTRIBUTE}, but known also where its class is not. */
    private static final String SESSIONS = "io.github.dynamosession.UserSessions";

    private Devices() {}

    /** None with another session manager. */
    static List<Map<String, Object>> find(ServletContext application, String user, HttpSession session) {
        if (application.getAttribute(SESSIONS) == null) {
            return List.of();
        }
        UserSessions sessions = (UserSessions) application.getAttribute(SESSIONS);
        String here = sessions.handleOf(session.getId());
        return sessions.find(user).stream()
                .map(device -> describe(device, here))
                .toList();
    }

    /** What {@link #find} calls this session: it may stand in a log, which an id may not. Empty with another session manager. */
    static Optional<String> handleOf(ServletContext application, HttpSession session) {
        return application.getAttribute(SESSIONS) == null
                ? Optional.empty()
                : Optional.of(((UserSessions) application.getAttribute(SESSIONS)).handleOf(session.getId()));
    }

    /** Ends one of the user's sessions. */
    static void logOut(ServletContext application, String user, String handle) {
        if (application.getAttribute(SESSIONS) != null) {
            ((UserSessions) application.getAttribute(SESSIONS)).revoke(user, handle);
        }
    }

    private static Map<String, Object> describe(UserSession device, String here) {
        return Map.of(
                "handle", device.handle(),
                "since", device.creationTime().toString(),
                "used", device.lastAccessedTime().toString(),
                "here", device.handle().equals(here));
    }
}
