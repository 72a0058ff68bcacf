package io.github.dynamosession.devices;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a user is logged in, and the way to log out there. Of the store's classes a web application sees in Jetty those of {@link
 * UserSessions} only; no other may be used here. Where another session manager runs the types used here are not
 * there: so they stand in the signature of no method of the servlet, which containers look at.
 */
final class Devices {

    /** What stands in front of a route's dot is an id only if it is as long as one. */
    private static final int SHORTEST_ID = 16;

    private static final String DEVICE =
            "{\"handle\":\"%s\",\"created\":\"%s\",\"lastAccessed\":\"%s\",\"expires\":%s,\"here\":%s}";

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
        String id = route < SHORTEST_ID ? sessionId : sessionId.substring(0, route);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("devices\0" + id));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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

    /** Nothing in it needs an escape. */
    String document() {
        String here = here();
        return "{\"token\":\"" + token() + "\",\"devices\":["
                + sessions.find(user).stream()
                        .map(session -> DEVICE.formatted(
                                session.handle(),
                                session.creationTime(),
                                session.lastAccessedTime(),
                                session.expiresAt()
                                        .map(time -> "\"" + time + "\"")
                                        .orElse("null"),
                                session.handle().equals(here)))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    String page() {
        List<UserSession> found = sessions.find(user);
        return new DevicesPage(user, token(), here(), Instant.now()).of(found);
    }
}
