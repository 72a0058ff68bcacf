package io.github.dynamosession.jetty;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions that requests of this node are in: one object of each id, which leaves with its last request. */
final class SessionsInUse {

    private final ConcurrentMap<String, DynamoDbSession> sessions = new ConcurrentHashMap<>();

    /** Makes the session object of an id that has none here yet. */
    interface Opener {
        DynamoDbSession open(String id);
    }

    /** The session object of this id, with one request more in it. */
    DynamoDbSession enter(String id, Opener opener) {
        while (true) {
            DynamoDbSession present = sessions.get(id);
            if (present == null) {
                DynamoDbSession opened = opener.open(id);
                present = Objects.requireNonNullElse(sessions.putIfAbsent(id, opened), opened);
            }
            if (present.enter()) {
                return present;
            }
            sessions.remove(id, present); // its last request has just left
        }
    }

    @Nullable
    DynamoDbSession get(String id) {
        return sessions.get(id);
    }

    @Nullable
    DynamoDbSession putIfAbsent(String id, DynamoDbSession session) {
        return sessions.putIfAbsent(id, session);
    }

    @Nullable
    DynamoDbSession remove(String id) {
        return sessions.remove(id);
    }

    /** True if it was there. */
    boolean remove(DynamoDbSession session) {
        return sessions.remove(session.getId(), session);
    }

    void rename(DynamoDbSession session, String oldId, String newId) {
        sessions.put(newId, session);
        sessions.remove(oldId, session);
    }

    void forEach(Consumer<DynamoDbSession> action) {
        sessions.values().forEach(action);
    }

    void clear() {
        sessions.clear();
    }
}
