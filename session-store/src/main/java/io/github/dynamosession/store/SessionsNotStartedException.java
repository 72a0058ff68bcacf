package io.github.dynamosession.store;

import java.io.Serial;

/**
 * The sessions of a web application cannot be kept as it is configured, or not now. Containers log it with its stack, for
 * each web application: so it has neither a stack nor a cause, as the reason says everything.
 */
public final class SessionsNotStartedException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final RuntimeException reason;

    /** @param reason an {@link InvalidConfigurationException} or a {@link StoreException} */
    public SessionsNotStartedException(String application, RuntimeException reason) {
        super("sessions of " + application + ": " + reason.getMessage());
        this.reason = reason;
    }

    /** What stopped the start; not the cause, so that no container logs its stack. */
    public RuntimeException reason() {
        return reason;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
