package io.github.dynamosession.store;

import java.io.Serial;

/** Another session already has the key of a new or renamed session; nothing was written. */
public final class SessionConflictException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public SessionConflictException(SessionKey key) {
        super("session " + key + " cannot be stored: another session has this id already; use a new id", null);
    }

    /** False: the application has to choose another id. */
    @Override
    public boolean isTemporary() {
        return false;
    }
}
