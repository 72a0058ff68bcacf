package io.github.dynamosession.cli.document;

import io.github.dynamosession.store.UserKeys;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.dynamodb.SessionDescription;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the tool and its console tell programs: names in it stay what they are. */
public final class Documents {

    private Documents() {}

    /** Names and values in turn. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            object.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return object;
    }

    public static Map<String, Object> sessions(List<UserSession> sessions) {
        return object("sessions", sessions.stream().map(Documents::session).toList());
    }

    private static Map<String, Object> session(UserSession session) {
        return object(
                "handle", session.handle(),
                "created", session.creationTime(),
                "lastAccessed", session.lastAccessedTime(),
                "maxInactiveSeconds", session.maxInactiveInterval().toSeconds(),
                "expires", session.expiresAt());
    }

    /** @param keys tell the name of the session's user, if it is told in clear */
    public static Map<String, Object> session(String handle, SessionDescription session, UserKeys keys) {
        return object(
                "handle", handle,
                "state", session.state().name().toLowerCase(Locale.ROOT),
                "user", session.user().flatMap(keys::nameIn),
                "userHashed",
                        session.user().isPresent()
                                && session.user().flatMap(keys::nameIn).isEmpty(),
                "created", session.times().creationTime(),
                "lastAccessed", session.times().lastAccessedTime(),
                "maxInactiveSeconds", session.times().maxInactiveInterval().toSeconds(),
                "expires", session.expiresAt(),
                "version", session.version(),
                "itemBytes", session.itemBytes(),
                "attributes", sizes(session.attributes()),
                "containerState", sizes(session.containerState()));
    }

    private static List<Object> sizes(Map<String, Integer> sizes) {
        List<Object> list = new ArrayList<>();
        new TreeMap<>(sizes).forEach((name, bytes) -> list.add(object("name", name, "bytes", bytes)));
        return list;
    }

    public static Map<String, Object> revoked(int sessions) {
        return object("revoked", sessions);
    }

    public static void printRevoked(int sessions, PrintWriter out) {
        if (sessions > 0) {
            out.println("revoked " + sessions + (sessions == 1 ? " session" : " sessions"));
        }
    }
}
