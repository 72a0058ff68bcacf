package io.github.dynamosession.audit;

import org.jspecify.annotations.Nullable;

/** Events have not reached their sink. They are delivered again from that one on, so that some may arrive twice. */
public final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int first;

    /** @param first the index of the first event that is not delivered */
    public UndeliveredException(int first, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.first = first;
    }

    /** The index, in the list, of the first event that is not delivered. */
    public int first() {
        return first;
    }
}
