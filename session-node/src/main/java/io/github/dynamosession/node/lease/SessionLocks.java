package io.github.dynamosession.node.lease;

import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.LockMode;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Which requests of one application lock their session, for how long, and the threads that renew locks of long ones. There
 * is no thread before the first lock, nor a minute after the last one.
 */
public final class SessionLocks implements AutoCloseable {

    private static final int THREADS = 2;

    /** So that a lock outlives two renewals that fail. */
    private static final int RENEWALS_PER_LEASE = 3;

    private final Predicate<String> uris;
    private final Duration timeout;
    private final Duration lease;
    private final ScheduledThreadPoolExecutor background;

    private SessionLocks(Predicate<String> uris, Duration timeout, Duration lease, String applicationName) {
        this.uris = uris;
        this.timeout = timeout;
        this.lease = lease;
        this.background = OwnThreads.scheduler("dynamosession-locks " + applicationName, THREADS);
        background.setKeepAliveTime(1, TimeUnit.MINUTES);
        background.allowCoreThreadTimeOut(true);
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The locks of an application that is configured so. */
    public static SessionLocks of(SessionStoreConfig config) {
        Predicate<String> uris = config.lockMode() == LockMode.NONE
                ? uri -> false
                : config.lockUris()
                        .<Predicate<String>>map(pattern -> pattern.asMatchPredicate())
                        .orElse(uri -> true);
        return new SessionLocks(uris, config.lockTimeout(), config.lockLease(), config.applicationName());
    }

    /** Tells whether a request locks the session that it uses. */
    public boolean cover(String uri) {
        return uris.test(uri);
    }

    Duration timeout() {
        return timeout;
    }

    Duration lease() {
        return lease;
    }

    Future<?> renewRegularly(Runnable renewal) {
        long period = lease.dividedBy(RENEWALS_PER_LEASE).toMillis();
        return background.scheduleWithFixedDelay(renewal, period, period, TimeUnit.MILLISECONDS);
    }

    /** Runs what no request is to wait for; not at all when these locks are closed. */
    public void later(Runnable action) {
        if (!background.isShutdown()) {
            background.execute(action);
        }
    }

    /** Renews no more: locks that are held end by themselves. */
    @Override
    public void close() {
        background.shutdown();
    }
}
