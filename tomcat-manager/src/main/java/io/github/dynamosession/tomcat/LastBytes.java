package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.OwnThreads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * For how long the end of a response waits for a request that goes on working in the application after it. There is no
 * thread before the first such request, nor a minute after the last one.
 */
final class LastBytes implements AutoCloseable {

    /** A client must not wait for all that an application may do when it has answered. */
    static final Duration HELD_AT_MOST = Duration.ofSeconds(2);

    /** Each may have to wait for a store call. */
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor threads;

    LastBytes(String applicationName) {
        threads = new ScheduledThreadPoolExecutor(
                THREADS,
                OwnThreads.named("dynamosession-last-bytes " + applicationName),
                new DiscardPolicy()); // then only the end of the request ends the wait
        threads.setKeepAliveTime(1, TimeUnit.MINUTES);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs it when the time is over; to be cancelled when the request ends before. */
    Future<?> after(Runnable release) {
        return threads.schedule(release, HELD_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
