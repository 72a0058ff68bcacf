package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.catalina.Session;
import org.jspecify.annotations.Nullable;

/** The session objects that requests of this node are in: one of each id, which they share. Any thread may call it. */
final class SessionsInUse {

    private final DynamoDbManager manager;
    private final Map<String, Session> sessions;

    /** @param sessions of the manager, who shows them to Tomcat; safe for all threads */
    SessionsInUse(DynamoDbManager manager, Map<String, Session> sessions) {
        this.manager = manager;
        this.sessions = sessions;
    }

    List<DynamoDbSession> all() {
        return sessions.values().stream().map(DynamoDbSession.class::cast).toList();
    }

    Optional<DynamoDbSession> of(SessionKey key) {
        return all().stream().filter(session -> session.key().equals(key)).findFirst();
    }

    /** The session as it is stored now, or null; nobody holds it. */
    @Nullable
    DynamoDbSession lookUpOnce(String id) {
        DynamoDbSession session = lookUp(id, DynamoDbSession::refresh);
        if (session != null) {
            session.release();
        }
        return session;
    }

    /**
     * Joins or loads a session, and holds it for the caller.
     *
     * @param refresh takes in what is stored; false if there is no such session, which is null here
     */
    @Nullable
    DynamoDbSession lookUp(String id, Predicate<DynamoDbSession> refresh) {
        DynamoDbSession session = hold(id);
        boolean there = false;
        try {
            there = refresh.test(session);
            return there ? session : null;
        } finally {
            if (!there) {
                session.release();
            }
        }
    }

    /** The one session object of this id on this node: an empty one if no request is in the session yet. */
    private DynamoDbSession hold(String id) {
        while (true) {
            DynamoDbSession present = (DynamoDbSession) sessions.get(id);
            if (present == null) {
                DynamoDbSession joined = new DynamoDbSession(manager);
                joined.join(id, manager.running().node().join(id));
                present = (DynamoDbSession) sessions.putIfAbsent(id, joined); // which publishes its fields
                if (present == null) {
                    return joined;
                }
            }
            if (present.hold()) {
                return present;
            }
            sessions.remove(id, present);
        }
    }

    /** Requests of this node are in the session again; false if another object has its place. */
    boolean remember(DynamoDbSession session) {
        return sessions.putIfAbsent(session.getIdInternal(), session) == null;
    }

    /** No request is in the session any more. */
    void forget(DynamoDbSession session) {
        sessions.remove(session.getIdInternal(), session);
    }

    /** Keeps those alive that a request has been in for long. */
    List<Runnable> touchesDue() {
        return all().stream()
                .filter(session -> session.local().isTouchDue())
                .<Runnable>map(session -> () -> session.write(LocalSession::touchIfDue))
                .toList();
    }
}
