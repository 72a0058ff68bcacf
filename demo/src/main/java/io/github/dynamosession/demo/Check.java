package io.github.dynamosession.demo;

import io.github.dynamosession.workload.Checker;
import io.github.dynamosession.workload.Findings;
import io.github.dynamosession.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Twenty clients use the shop while its nodes are killed and restarted in turn, one at a time. */
final class Check {

    private static final int STEPS_PER_KILL = 165;
    private static final Duration ROUND_WITHIN = Duration.ofMinutes(3);

    private final List<DemoNode> nodes;
    private final int steps;
    private final Consumer<String> progress;
    private final Workload workload;

    private Check(URI shop, List<DemoNode> nodes, int steps, Consumer<String> progress) {
        this.nodes = nodes;
        this.steps = steps;
        this.progress = progress;
        progress.accept("");
        progress.accept("  " + steps + " steps of 20 clients, several requests each, at " + shop);
        this.workload = Workload.builder(shop).stepsOnDemand().start();
    }

    static Findings ofCluster(DemoCluster cluster, int steps, Consumer<String> progress) throws InterruptedException {
        return new Check(cluster.address(), cluster.nodes(), steps, progress).run();
    }

    /** Kills nothing: whoever started the shop may do that. */
    static Findings ofShop(URI shop, int steps, Consumer<String> progress) throws InterruptedException {
        return new Check(shop, List.of(), steps, progress).run();
    }

    private Findings run() throws InterruptedException {
        try (workload) {
            if (nodes.isEmpty()) {
                workload.allow(steps);
                awaitBegun(steps);
            } else {
                killInTurn();
            }
            return Checker.check(workload.finish());
        }
    }

    private void killInTurn() {
        int rounds = Math.max(nodes.size(), steps / STEPS_PER_KILL);
        for (int round = 0; round < rounds; round++) {
            int begin = steps * round / rounds;
            int share = steps * (round + 1) / rounds - begin;
            DemoNode node = nodes.get(round % nodes.size());
            progress.accept("  kill " + (round + 1) + " of " + rounds + ": " + node.name());
            killAmidst(node, begin, share);
        }
    }

    /** A third of the steps before the kill, a third without the node, a third while it comes back. */
    private void killAmidst(DemoNode node, int begin, int share) {
        workload.allow(share);
        awaitBegun(begin + share / 3);
        node.kill();
        awaitBegun(begin + share * 2 / 3);
        node.restart();
        awaitBegun(begin + share);
    }

    private void awaitBegun(int step) {
        Awaitility.await()
                .atMost(ROUND_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> workload.begun() >= step);
    }
}
