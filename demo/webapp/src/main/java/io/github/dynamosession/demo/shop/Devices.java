package io.github.dynamosession.demo.shop;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;

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

    /**
     * What the balancer's access log may hold: an id may not stand in a log, but what {@link #find} calls the session may. The request
     * of a login still has the name from before it; so the list of devices says it, too.
     */
    static void tellTheBalancer(ServletContext application, HttpSession session, HttpServletResponse response) {
        if (application.getAttribute(SESSIONS) != null) {
            UserSessions sessions = (UserSessions) application.getAttribute(SESSIONS);
            response.setHeader("X-Node", System.getProperty("demo.node"));
            response.setHeader("X-Session-Handle", sessions.handleOf(session.getId()));
        }
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
