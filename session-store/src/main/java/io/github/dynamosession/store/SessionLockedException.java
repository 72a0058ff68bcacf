package io.github.dynamosession.store;

import java.io.Serial;
import java.time.Duration;

/** Other requests were in the session for as long as this one was willing to wait. Nothing was read or written. */
public final class SessionLockedException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public SessionLockedException(SessionKey key, Duration patience) {
        super(
                "session " + key + " is locked: other requests were in it for all of " + patience
                        + " (lockTimeout); long requests are to be kept out by lockUris, or to leave their session alone",
                null);
    }
}
