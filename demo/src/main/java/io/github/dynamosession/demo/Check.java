package io.github.dynamosession.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Twenty visitors use the shop while its nodes are killed and restarted in turn, one at a time. */
final class Check {

    private static final int VISITORS = 20;
    private static final int STEPS_PER_KILL = 330;
    private static final Duration ROUND_WITHIN = Duration.ofMinutes(3);

    private final DemoCluster cluster;
    private final int steps;
    private final Consumer<String> progress;
    private final Pace pace = new Pace();
    private final Tally tally = new Tally();

    Check(DemoCluster cluster, int steps, Consumer<String> progress) {
        this.cluster = cluster;
        this.steps = steps;
        this.progress = progress;
    }

    Tally run() throws InterruptedException {
        progress.accept("");
        progress.accept("  " + steps + " requests by " + VISITORS + " clients at " + cluster.address());
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
            DemoNode node = cluster.nodes().get(round % nodes);
            progress.accept("  kill " + (round + 1) + " of " + rounds + ": " + node.name());
            killAmidst(node, begin, share);
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
