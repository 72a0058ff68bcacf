package io.github.dynamosession.node.users;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** A login in a session that a container of another kind wrote, and only such a one can read. */
public final class ForeignLogin {

    /** Every request meets such a session anew: one line per node is enough. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ForeignLogin() {}

    /** The user is not logged in here, which is no error. */
    public static void log(Logger logger) {
        logger.log(
                TOLD.getAndSet(true) ? Level.DEBUG : Level.INFO,
                "a login that another container wrote into a session cannot be read here: its user is not logged in");
    }
}
