package io.github.dynamosession.store;

import java.io.Serial;

/** What is stored under a session's key is no session that this node can read. Asking again does not help. */
public final class DamagedSessionException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DamagedSessionException(String message) {
        super(message, null);
    }
}
