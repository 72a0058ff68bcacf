package io.github.dynamosession.jetty;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.node.BackgroundRounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Keeps sessions alive that a request has been in for long, as often as Tomcat's background thread does. */
final class KeepAlive implements AutoCloseable {

    private static final long PERIOD_SECONDS = 10;

    private final SessionsInUse sessions;
    private final Scheduler scheduler;
    private final BackgroundRounds rounds;

    @GuardedBy("this")
    private Scheduler.@Nullable Task next;

    @GuardedBy("this")
    private boolean closed;

    /** @param rounds where the store is called: all time-outs of the server share the scheduler's one thread */
    KeepAlive(SessionsInUse sessions, Scheduler scheduler, BackgroundRounds rounds) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.rounds = rounds;
        scheduleNext();
    }

    private void touch() {
        try {
            rounds.begin(this::touches);
        } finally {
            scheduleNext();
        }
    }

    private List<Runnable> touches() {
        List<Runnable> touches = new ArrayList<>();
        sessions.forEach(session -> touches.add(session.local()::touchIfDue));
        return touches;
    }

    private synchronized void scheduleNext() {
        if (!closed) {
            next = scheduler.schedule(this::touch, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
