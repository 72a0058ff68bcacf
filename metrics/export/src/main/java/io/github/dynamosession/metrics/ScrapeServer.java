package io.github.dynamosession.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.OwnThreads;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers scrapes at one address. Where it cannot listen, it says so once and tries again until it can: no session waits
 * for that. Two nodes of a machine may have been told the same port, or the process before this one may still have it.
 */
final class ScrapeServer {

    private static final Logger LOG = Loggers.of(ScrapeServer.class);

    private static final int MOST_SCRAPES_AT_ONCE = 4;

    private final ScrapeAddress address;
    private final PrometheusRegistry registry;
    private final ScheduledExecutorService tries =
            Executors.newSingleThreadScheduledExecutor(OwnThreads.named("dynamosession-metrics"));

    @GuardedBy("this")
    private @Nullable HTTPServer listening;

    @GuardedBy("this")
    private boolean warned;

    private ScrapeServer(ScrapeAddress address, PrometheusRegistry registry) {
        this.address = address;
        this.registry = registry;
    }

    /** Listens when this returns, or has logged why it does not yet. */
    static ScrapeServer start(ScrapeAddress address, PrometheusRegistry registry) {
        ScrapeServer server = new ScrapeServer(address, registry);
        // on a thread of ours: the JDK's server makes others, which inherit what theirs has of a web application
        CompletableFuture.runAsync(server::listen, server.tries).join();
        return server;
    }

    private synchronized void listen() {
        if (tries.isShutdown()) {
            return;
        }
        try {
            InetSocketAddress resolved = address.resolved();
            listening = HTTPServer.builder()
                    .inetAddress(resolved.getAddress())
                    .port(resolved.getPort())
                    .registry(registry)
                    .executorService(threads())
                    .buildAndStart();
            LOG.log(Level.INFO, "figures of sessions can be read at http://{0}/metrics", address);
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                LOG.log(
                        Level.WARNING,
                        "figures of sessions cannot be read at http://{0}/metrics: {1}. Sessions work; it is tried again"
                                + " each second. If another program keeps that port, set metricsPort",
                        address,
                        e);
            }
            tries.schedule(this::listen, 1, TimeUnit.SECONDS);
        }
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_SCRAPES_AT_ONCE,
                MOST_SCRAPES_AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(100),
                OwnThreads.named("dynamosession-scrape"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    synchronized void close() {
        tries.shutdownNow();
        if (listening != null) {
            listening.close();
        }
    }
}
