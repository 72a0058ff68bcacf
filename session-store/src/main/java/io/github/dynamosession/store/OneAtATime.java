package io.github.dynamosession.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.Shared.Lease;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work of one web application in the background, of which one task runs at a time. Not for users.
 *
 * <p>Each task has a thread of its own, which ends with it. So no application waits for a listener of another one that hangs,
 * and no thread-local of one stays with the next. Between two tasks there is no thread but the timer's, which all
 * applications of the JVM share.
 */
public final class OneAtATime implements AutoCloseable {

    private static final String TIMER = "dynamosession-timer";

    private static final Duration UNTIL_ANOTHER_TRY = Duration.ofMillis(500);

    private static final Shared<String, ScheduledThreadPoolExecutor> TIMERS =
            new Shared<>(ScheduledThreadPoolExecutor::shutdownNow);

    private final ThreadFactory threads;

    @GuardedBy("this")
    private @Nullable Lease<ScheduledThreadPoolExecutor> timer;

    @GuardedBy("this")
    private @Nullable Future<?> next;

    @GuardedBy("this")
    private @Nullable Thread thread; // of the last task

    @GuardedBy("this")
    private boolean running;

    @GuardedBy("this")
    private boolean closed;

    /** @param name of its threads */
    public OneAtATime(String name) {
        threads = OwnThreads.named(name);
    }

    /** Begins a task and returns at once; false if one is running, or if this is closed. */
    public synchronized boolean begin(Runnable task) {
        if (closed || running) {
            return false;
        }
        Thread begun = threads.newThread(() -> {
            try {
                task.run();
            } finally {
                ended();
            }
        });
        begun.start();
        thread = begun;
        running = true; // the task cannot have ended yet, as it needs this lock
        return true;
    }

    private synchronized void ended() {
        running = false;
    }

    /** The same when the delay is over and no other task is running; it replaces what waits for its time already. */
    public synchronized void beginAfter(Duration delay, Runnable task) {
        if (closed) {
            return;
        }
        if (timer == null) {
            timer = TIMERS.take(TIMER, OneAtATime::newTimer);
        }
        if (next != null) {
            next.cancel(false);
        }
        next = timer.value().schedule(() -> beginInTime(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beginInTime(Runnable task) {
        boolean begun = false;
        try {
            begun = begin(task);
        } finally { // also if no thread can be made just now
            if (!begun) {
                beginAfter(UNTIL_ANOTHER_TRY, task);
            }
        }
    }

    /** Its thread is there at once: one that a request makes later would hold the classes of that request's application. */
    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = OwnThreads.scheduler(TIMER, 1);
        timer.prestartAllCoreThreads();
        return timer;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Begins nothing any more. A task that is running goes on. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (timer != null) {
            timer.close();
        }
    }

    /** Waits for the end of the task that is running, and of its thread; false if it takes longer. */
    public boolean awaitEnd(Duration patience) {
        Thread last;
        synchronized (this) {
            last = thread;
        }
        if (last == null) {
            return true;
        }
        try {
            last.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !last.isAlive();
    }

    /** Interrupts the task that is running. */
    public synchronized void interrupt() {
        if (running && thread != null) {
            thread.interrupt();
        }
    }
}
