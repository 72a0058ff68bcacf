package io.github.dynamosession.node.expiry;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.SessionKey;

/** The container's part in the end of a session: it tells the application. */
@FunctionalInterface
public interface ExpiredSessions {

    /**
     * Tells listeners and attributes that a session has expired. It is still stored, and deleted when this returns or
     * throws. Called on the thread of the sweep, whose context class loader is not the application's.
     *
     * @param session as it was last stored; nothing that happens to it is
     */
    void expired(SessionKey key, LocalSession session);
}
