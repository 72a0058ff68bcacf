package io.github.dynamosession.node.request;

import io.github.dynamosession.store.MetricsListener.Refusal;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What the client and the log are told of a request whose session could not be read or saved, in every container. */
public final class RequestFailure {

    /** The value of the header {@code Retry-After} with an outage. */
    public static final String RETRY_AFTER_SECONDS = "1";

    private RequestFailure() {}

    /** True for a store that may be back soon: 503. False for a session that the application must make storable: 500. */
    public static boolean isOutage(RuntimeException failure) {
        return failure instanceof StoreException storeFailure && storeFailure.isTemporary();
    }

    /** What listeners to the figures are told of it. */
    static Refusal refusal(RuntimeException failure) {
        if (failure instanceof SessionLockedException || failure instanceof SessionLockLostException) {
            return Refusal.LOCK;
        }
        return isOutage(failure) ? Refusal.STORE : Refusal.SESSION;
    }

    /** An outage fails every request: one line each is enough. */
    public static void log(Logger logger, RuntimeException failure) {
        logger.log(Level.ERROR, failure.getMessage());
        logger.log(Level.DEBUG, "the cause", failure);
    }
}
