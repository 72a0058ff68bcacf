package io.github.dynamosession.node.trace;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionTracer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** OpenTelemetry as this class sees it: its API need not be there. */
public final class GlobalTracer {

    private static final Logger LOG = Loggers.of(GlobalTracer.class);

    private GlobalTracer() {}

    /**
     * By the OpenTelemetry that has been registered for the whole program, as its Java agent does. Empty if none has, or if
     * its API is not there, or older than 1.57: such a one cannot be asked without being set for good.
     */
    public static Optional<SessionTracer> find() {
        try {
            return OpenTelemetryTracer.ofGlobal();
        } catch (LinkageError e) {
            LOG.log(Level.DEBUG, "no spans of sessions: there is no API of OpenTelemetry from 1.57 on: {0}", e);
            return Optional.empty();
        }
    }
}
