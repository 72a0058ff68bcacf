package io.github.dynamosession.store;

import java.io.Serial;

/**
 * The store takes a call for invalid: nothing was written, and the same call will not succeed later either. Unlike an
 * outage it is the fault of one session, not of all.
 */
public final class StoreRefusalException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StoreRefusalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** False: something has to change first. */
    @Override
    public boolean isTemporary() {
        return false;
    }
}
