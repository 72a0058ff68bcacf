package io.github.dynamosession.jetty;

import java.io.Serial;

/**
 * The sessions of a web application cannot be kept as it is configured, or not now. Jetty logs it with its stack, for each
 * web application: without one, as the reason says everything. The cause is in the log at debug level.
 */
final class NotStartedException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    NotStartedException(String application, RuntimeException reason) {
        super("sessions of " + application + ": " + reason.getMessage());
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
