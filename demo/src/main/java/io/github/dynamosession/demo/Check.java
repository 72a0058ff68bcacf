package io.github.dynamosession.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Twenty visitors use the shop while its nodes are killed and restarted in turn, one at a time. */
final class Check {

    private static final int VISITORS = 20;
    private static final int STEPS_PER_KILL = 330;
    private static final Duration ROUND_WITHIN = Duration.ofMinutes(3);

    private final DemoCluster cluster;
    private final int steps;
    private final PrintStream progress;
    private final Pace pace = new Pace();
    private final Tally tally = new Tally();

    Check(DemoCluster cluster, int steps, PrintStream progress) {
        this.cluster = cluster;
        this.steps = steps;
        this.progress = progress;
    }

    Tally run() throws InterruptedException {
        progress.printf("%n  %d requests by %d clients at %s%n", steps, VISITORS, cluster.address());
        ExecutorService threads = Executors.newFixedThreadPool(VISITORS);
        try {
            List<Future<Void>> visitors = IntStream.range(0, VISITORS)
                    .mapToObj(number -> new Visitor(number, new ShopClient(cluster.address(), tally), pace, tally))
                    .map(threads::submit)
                    .toList();
            killInTurn();
            pace.end(VISITORS);
            awaitEnd(visitors);
        } finally {
            threads.shutdownNow();
        }
        return tally;
    }

    private void killInTurn() {
        int nodes = cluster.nodes().size();
        int rounds = Math.max(nodes, steps / STEPS_PER_KILL);
        for (int round = 0; round < rounds; round++) {
            int begin = steps * round / rounds;
            int share = steps * (round + 1) / rounds - begin;
            progress.printf("  kill %d of %d%n", round + 1, rounds);
            killAmidst(cluster.nodes().get(round % nodes), begin, share);
        }
    }

    /** A third of the steps before the kill, a third without the node, a third while it comes back. */
    private void killAmidst(DemoNode node, int begin, int share) {
        pace.allow(share);
        awaitBegun(begin + share / 3);
        node.kill();
        tally.kill();
        awaitBegun(begin + share * 2 / 3);
        node.restart();
        awaitBegun(begin + share);
    }

    private void awaitBegun(int step) {
        Awaitility.await()
                .atMost(ROUND_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> pace.begun() >= step);
    }

    private static void awaitEnd(List<Future<Void>> visitors) throws InterruptedException {
        for (Future<Void> visitor : visitors) {
            try {
                visitor.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a visitor of the check has failed", e.getCause());
            }
        }
    }
}
