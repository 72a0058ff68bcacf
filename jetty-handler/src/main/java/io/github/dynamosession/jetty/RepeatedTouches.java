package io.github.dynamosession.jetty;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/** Keeps sessions alive that a request has been in for long, as often as Tomcat's background thread does. */
final class RepeatedTouches implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RepeatedTouches.class.getName());

    private static final long PERIOD_SECONDS = 10;

    private final SessionsInUse sessions;
    private final Scheduler scheduler;
    private Scheduler.Task next; // guarded by this
    private boolean closed; // guarded by this

    RepeatedTouches(SessionsInUse sessions, Scheduler scheduler) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.next = scheduler.schedule(this::touch, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void touch() {
        sessions.forEach(RepeatedTouches::touchIfDue);
        synchronized (this) {
            if (!closed) {
                next = scheduler.schedule(this::touch, PERIOD_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** Writes the access time if it is due; a failure is logged. */
    static void touchIfDue(DynamoDbSession session) {
        try {
            session.stored().ifPresent(data -> data.live().touchIfDue());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
