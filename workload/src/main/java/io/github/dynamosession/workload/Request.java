package io.github.dynamosession.workload;

import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param path as sent, but for the label
 * @param label of the session that the shop makes if it finds none; unique, and empty where none would be made
 * @param write empty if no object changes
 */
public record Request(Kind kind, String path, String label, Optional<Write> write) {

    /** What a request does to the session as a whole. */
    public enum Kind {
        LOOK,
        CHANGE,
        LOGIN,
        RENEW,
        LOGOUT;

        /** The session gets a new id, and the old one leads nowhere. */
        boolean changesId() {
            return this == LOGIN || this == RENEW;
        }

        /** The id that the request was sent with leads nowhere afterwards. */
        boolean endsId() {
            return changesId() || this == LOGOUT;
        }
    }

    static Request look() {
        return new Request(Kind.LOOK, "/api/state", "", Optional.empty());
    }

    static Request logout() {
        return new Request(Kind.LOGOUT, "/api/logout", "", Optional.empty());
    }
}
