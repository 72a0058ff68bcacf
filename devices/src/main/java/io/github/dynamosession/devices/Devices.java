package io.github.dynamosession.devices;

import io.github.dynamosession.store.Json;
import io.github.dynamosession.store.ScopedHash;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user is logged in, and the way to log out there. Where another session manager runs the types used here are not
 * there: so they stand in the signature of no method of the servlet, which containers look at.
 */
final class Devices {

    /** What stands in front of a route's dot is an id only if it is as long as one. */
    private static final int SHORTEST_ID = 16;

    private final UserSessions sessions;
    private final String user;
    private final String sessionId;

    /**
     * @param sessions the application's {@link UserSessions}
     * @param sessionId of the session that asks
     */
    Devices(Object sessions, String user, String sessionId) {
        this.sessions = (UserSessions) sessions;
        this.user = user;
        this.sessionId = sessionId;
    }

    /** What pages of this session have, on every node, and nobody knows who does not know its id. */
    private String token() {
        int route = sessionId.indexOf('.');
        return ScopedHash.of("devices", route < SHORTEST_ID ? sessionId : sessionId.substring(0, route));
    }

    boolean isToken(@Nullable String shown) {
        return shown != null && MessageDigest.isEqual(bytes(token()), bytes(shown));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** False for the session that asks: it has more to end than its item. */
    boolean end(String handle) {
        if (handle.equals(here())) {
            return false;
        }
        sessions.revoke(user, handle);
        return true;
    }

    void endOthers() {
        sessions.revokeAllBut(user, sessionId);
    }

    private String here() {
        return sessions.handleOf(sessionId);
    }

    String document() {
        String here = here();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("token", token());
        document.put(
                "devices",
                sessions.find(user).stream()
                        .map(session -> describe(session, session.handle().equals(here)))
                        .toList());
        return Json.of(document);
    }

    private static Map<String, Object> describe(UserSession session, boolean here) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("handle", session.handle());
        device.put("created", session.creationTime());
        device.put("lastAccessed", session.lastAccessedTime());
        device.put("expires", session.expiresAt());
        device.put("here", here);
        return device;
    }

    String page() {
        List<UserSession> found = sessions.find(user);
        return new DevicesPage(user, token(), here(), Instant.now()).of(found);
    }
}
