package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionsNotStartedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;

/** Why a manager did not start the last time, for those whom Tomcat does not tell. */
final class StartFailure {

    private static final Logger LOG = Loggers.of(StartFailure.class);

    private volatile @Nullable SessionsNotStartedException last;

    Optional<SessionsNotStartedException> last() {
        return Optional.ofNullable(last);
    }

    /** A new start begins. */
    void forget() {
        last = null;
    }

    /** Tomcat logs it as a stack trace; whoever reads that needs the one line that says what to change. */
    LifecycleException keep(String application, RuntimeException cause) {
        LOG.log(Level.DEBUG, "why sessions of " + application + " have no manager", cause);
        SessionsNotStartedException failure = new SessionsNotStartedException(application, cause);
        last = failure;
        LifecycleException told = new LifecycleException(failure.getMessage());
        told.setStackTrace(new StackTraceElement[0]);
        return told;
    }
}
