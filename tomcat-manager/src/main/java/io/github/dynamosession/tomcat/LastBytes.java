package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.OwnThreads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * For how long the end of a response waits for a request that goes on working in the application after it. There is no
 * thread before the first such request, nor much longer than a minute after the last one.
 */
final class LastBytes implements AutoCloseable {

    /** A client must not wait for all that an application may do when it has answered. */
    static final Duration HELD_AT_MOST = Duration.ofSeconds(2);

    /** Each may have to wait for a store call. */
    private static final int THREADS = 2;

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Duration heldAtMost;
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicBoolean ticks = new AtomicBoolean();
    private volatile boolean used; // since the last tick

    LastBytes(String applicationName) {
        this(applicationName, HELD_AT_MOST, IDLE);
    }

    LastBytes(String applicationName, Duration heldAtMost, Duration idle) {
        this.heldAtMost = heldAtMost;
        threads = OwnThreads.scheduler("dynamosession-last-bytes " + applicationName, THREADS);
        threads.setRejectedExecutionHandler(new DiscardPolicy()); // then only the end of the request ends the wait
        threads.setKeepAliveTime(idle.toMillis(), TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs it when the time is over; to be cancelled when the request ends before. */
    Future<?> after(Runnable release) {
        if (!used) {
            used = true;
        }
        if (ticks.compareAndSet(false, true)) {
            tick();
        }
        return threads.schedule(release, heldAtMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * As long as there are requests, the threads wait for a tick, which is due before whatever a request adds. Else each
     * request would wake one, to wait for that request: twenty microseconds of CPU.
     */
    private void tick() {
        if (used) {
            used = false;
            threads.schedule(this::tick, heldAtMost.toMillis() / 2, TimeUnit.MILLISECONDS);
        } else {
            ticks.set(false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
