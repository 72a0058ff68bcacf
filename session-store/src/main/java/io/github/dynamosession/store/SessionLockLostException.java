package io.github.dynamosession.store;

import java.io.Serial;

/** A save came after the end of its lock: another request may have been in the session since. Nothing was written. */
public final class SessionLockLostException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public SessionLockLostException(SessionKey key) {
        super(
                "session " + key
                        + " was not saved: the request lost its lock, because its node stood still or could not"
                        + " renew it for longer than lockLease",
                null);
    }
}
