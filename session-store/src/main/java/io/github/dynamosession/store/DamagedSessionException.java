package io.github.dynamosession.store;

import java.io.Serial;

/** A stored session as a whole is not as this version knows it: written by a newer version, or by something else. */
public final class DamagedSessionException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DamagedSessionException(String message) {
        super(message, null);
    }
}
