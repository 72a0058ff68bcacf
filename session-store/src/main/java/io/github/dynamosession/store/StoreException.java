package io.github.dynamosession.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked, and does not know whether a write was applied. It is unchecked on purpose:
 * Tomcat takes a checked {@code IOException} from a session look-up for "no session" and replaces the client's cookie.
 *
 * <p>Its message is one line that can be shown on a terminal, whatever names it cites.
 */
public class StoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
    }

    /** Tells whether the same request may succeed a little later, so that a client is to be told to come back. */
    public boolean isTemporary() {
        return true;
    }
}
