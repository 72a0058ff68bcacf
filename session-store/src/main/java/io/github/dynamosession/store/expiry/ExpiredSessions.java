package io.github.dynamosession.store.expiry;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.live.LiveSession;

/** The container's part in the end of a session: it tells the application. */
@FunctionalInterface
public interface ExpiredSessions {

    /**
     * Tells listeners and attributes that a session has expired. It is still stored, and deleted when this returns or
     * throws. Called on the thread of the sweep, whose context class loader is not the application's.
     *
     * @param session as it was last stored; nothing that happens to it is
     */
    void expired(SessionKey key, LiveSession session);
}
