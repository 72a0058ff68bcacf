package io.github.dynamosession.benchmarks.requests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Some clients that ask one node for one kind of request, each as soon as it has the answer to its last one. */
final class Load {

    private static final long LONGEST_NANOS = 10_000_000_000L;

    private Load() {}

    /** Of one stretch of requests: the median in nanoseconds, and what a request took of the node. */
    record Figures(long requests, double p50, double p99, double cpuNanos, double bytes) {}

    static Figures run(NodeUnderTest node, RequestKind kind, int clients, Duration time) throws Exception {
        JvmFigures before = node.figures();
        Histogram latencies = new Histogram(LONGEST_NANOS, 3);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Histogram>> work = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                work.add(() -> requests(node, kind, number, time));
            }
            for (Future<Histogram> each : threads.invokeAll(work)) {
                latencies.add(each.get());
            }
        } finally {
            threads.shutdown();
        }
        JvmFigures used = node.figures().minus(before);
        long requests = latencies.getTotalCount();
        return new Figures(
                requests,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                (double) used.cpuNanos() / requests,
                (double) used.allocatedBytes() / requests);
    }

    private static Histogram requests(NodeUnderTest node, RequestKind kind, int client, Duration time)
            throws Exception {
        Histogram latencies = new Histogram(LONGEST_NANOS, 3);
        long begin = System.nanoTime();
        long now = begin;
        do {
            node.get(kind, client);
            long then = System.nanoTime();
            latencies.recordValue(Math.min(then - now, LONGEST_NANOS));
            now = then;
        } while (now - begin < time.toNanos());
        return latencies;
    }
}
