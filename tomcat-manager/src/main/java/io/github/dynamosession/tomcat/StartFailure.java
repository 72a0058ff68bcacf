package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;

/** Why a manager did not start the last time, for those whom Tomcat does not tell. */
final class StartFailure {

    private static final Logger LOG = Loggers.of(StartFailure.class);

    private volatile @Nullable RuntimeException reason;

    Optional<RuntimeException> reason() {
        return Optional.ofNullable(reason);
    }

    /** A new start begins. */
    void forget() {
        reason = null;
    }

    /** Tomcat logs it as a stack trace; whoever reads that needs the one line that says what to change. */
    LifecycleException keep(String application, RuntimeException cause) {
        LOG.log(Level.DEBUG, "why sessions of " + application + " have no manager", cause);
        reason = cause;
        LifecycleException told = new LifecycleException("sessions of " + application + ": " + cause.getMessage());
        told.setStackTrace(new StackTraceElement[0]);
        return told;
    }
}
