package io.github.dynamosession.simulation.world;

/**
 * Ends a task whose host is down, wherever it is. Nothing that the task does on its way out leaves the host. It is an error, as no
 * code should take it for a failure that it can do something about.
 */
final class HostDownError extends Error {

    private static final long serialVersionUID = 1L;

    HostDownError(String host) {
        super(host + " is down", null, false, false);
    }
}
