package io.github.dynamosession.node.expiry;

import io.github.dynamosession.node.session.LocalSession;

/** The container's part in the end of a session: it tells the application. */
@FunctionalInterface
public interface ExpiredSessions {

    /**
     * Tells listeners and attributes that a session has expired. It is still stored, and deleted when this returns or
     * throws. Called on the thread of the sweep, whose context class loader is not the application's.
     *
     * @param id what listeners are to see: the session's id, or its key as text if the session has not been on this node
     *     for long and the store does not tell its id either
     * @param session as it was last stored; nothing that happens to it is
     */
    void expired(String id, LocalSession session);
}
