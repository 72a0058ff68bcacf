package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.node.session.LocalSession;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The sessions that requests of a node are in: overlapping requests of one session share its object, as in every container. */
final class OpenSessions {

    /** A session and how many are in it. */
    static final class Open {

        private final LocalSession session;
        private int requests;

        private Open(LocalSession session) {
            this.session = session;
        }

        LocalSession session() {
            return session;
        }
    }

    private final Map<String, Open> byId = new HashMap<>();

    /** To be {@linkplain #leave left}. */
    Open enter(String id, Function<String, LocalSession> join) {
        Open open = byId.computeIfAbsent(id, unknown -> new Open(join.apply(unknown)));
        open.requests++;
        return open;
    }

    /** Requests find it by another id, and no more by the one it had. */
    void rename(Open open, String newId) {
        byId.values().removeIf(other -> other == open);
        byId.put(newId, open);
    }

    void leave(Open open) {
        if (--open.requests == 0) {
            byId.values().removeIf(other -> other == open);
        }
    }
}
