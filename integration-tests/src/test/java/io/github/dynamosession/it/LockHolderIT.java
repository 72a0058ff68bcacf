package io.github.dynamosession.it;

import static io.github.dynamosession.it.Browser.LOCKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Traps 3 and 27: fifty requests to four nodes, two Tomcats and two Jettys, count in one object of one session, while a
 * fifth node of each kind dies with the lock, or stands still for longer than it may.
 */
@ParameterizedClass
@ArgumentsSource(Clusters.OneOfEach.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LockHolderIT {

    private static final int REQUESTS = 50;
    private static final int CONTENDERS = 20;

    private final List<ServerNode> victims = new ArrayList<>();

    @Parameter
    private List<Node> nodes;

    @BeforeParameterizedClassInvocation
    void startVictims() {
        StoreProperties store =
                StoreProperties.of(TestNode.TABLE, DynamoDbLocal.shared().endpoint());
        for (ContainerKind kind : ContainerKind.values()) {
            victims.add(
                    kind.node("victim", List.of(TestNode.lockedWebapp(store))).start());
        }
        victims.forEach(ServerNode::awaitReady);
    }

    @AfterParameterizedClassInvocation
    void endVictims() {
        victims.forEach(ServerNode::close);
    }

    private Browser counting(String path) {
        Browser ann = new Browser();
        ann.get(nodes.get(0), path, "put:count:counter").ok();
        return ann;
    }

    private List<CompletableFuture<Answer>> startIncrements(Browser ann, String path) {
        return startIncrements(ann, path, REQUESTS);
    }

    private List<CompletableFuture<Answer>> startIncrements(Browser ann, String path, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> ann.start(nodes.get(i % nodes.size()), path, "increment:count"))
                .toList();
    }

    private int count(Browser ann, String path) {
        return Integer.parseInt(ann.get(nodes.get(1), path, "get:count").ok().of("get:count"));
    }

    private record Victim(ServerNode server) implements Node {
        @Override
        public URI uri() {
            return server.url();
        }
    }

    @Test
    void noneOfFiftyIncrementsOnFourNodesIsLost() {
        Browser ann = counting(LOCKED);

        startIncrements(ann, LOCKED).forEach(increment -> increment.join().ok());

        assertThat(count(ann, LOCKED)).isEqualTo(REQUESTS);
    }

    /** Else those who wait would use up what DynamoDB allows for one item, and who has the lock could not save. */
    @Test
    void howeverManyWaitNoNodeAsksForTheLockMoreThanSomeTimesASecond() {
        Browser ann = counting(LOCKED);
        double locks = sum("StoreLocks");
        double read = sum("StoreReadUnits");
        double written = sum("StoreWriteUnits");
        long start = System.nanoTime();

        startIncrements(ann, LOCKED, CONTENDERS)
                .forEach(increment -> increment.join().ok());

        double seconds = (System.nanoTime() - start) / 1e9;
        double inVain = sum("StoreLocks") - locks - CONTENDERS;
        System.out.printf(
                "%d requests at once, in %.1f s: %.0f W, %.1f R, %.0f calls for the lock in vain%n",
                CONTENDERS, seconds, sum("StoreWriteUnits") - written, sum("StoreReadUnits") - read, inVain);
        // Pauses double from 20 to 400 ms, half of them on average; each request begins anew.
        assertThat(inVain).isLessThan(8 * CONTENDERS + nodes.size() * 5 * seconds);
    }

    private double sum(String figure) {
        return nodes.stream()
                .map(node -> node.controlOf("locked", "stats").of(figure))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** Lock mode {@code none}: overlapping requests merge by attribute, and of one attribute the last save wins. */
    @Test
    void withoutLocksOnlyTheLastOfOverlappingIncrementsRemains() {
        Browser ann = counting(Browser.APP);
        List<Held> overlapping = nodes.stream()
                .map(node -> ann.hold(node, "increment:count", "hold"))
                .toList();

        overlapping.forEach(held -> held.release().ok());

        assertThat(count(ann, Browser.APP)).isEqualTo(1);
    }

    /** The last thing that the dead node did was not saved, and nobody was told that it was. */
    @Test
    void incrementsGoOnWithinTheLeaseOfANodeThatDiedWithTheLock() {
        AtOnce.forEach(victims, victim -> {
            Browser ann = counting(LOCKED);
            ann.holdAt(LOCKED, new Victim(victim), "increment:count", "hold");
            List<CompletableFuture<Answer>> increments = startIncrements(ann, LOCKED);

            victim.kill();

            increments.forEach(increment -> increment.join().ok());
            assertThat(count(ann, LOCKED)).as(victim.name()).isEqualTo(REQUESTS);
            victim.restart();
        });
        victims.forEach(ServerNode::awaitReady);
    }

    @Test
    void lateSaveOfANodeThatStoodStillForLongerThanItsLeaseIsRefused() {
        AtOnce.forEach(victims, victim -> {
            Browser ann = counting(LOCKED);
            Held late = ann.holdAt(LOCKED, new Victim(victim), "increment:count", "hold", "set:late:yes");
            victim.pause();
            startIncrements(ann, LOCKED).forEach(increment -> increment.join().ok());
            victim.resume();

            assertThat(late.release().status()).as(victim.name()).isEqualTo(503);
            assertThat(new Victim(victim).controlOf("locked", "stats").ok().of("RequestsRefusedByLock"))
                    .as(victim.name())
                    .isEqualTo("1");

            assertThat(count(ann, LOCKED)).as(victim.name()).isEqualTo(REQUESTS);
            assertThat(ann.get(nodes.get(0), LOCKED, "get:late").of("get:late")).isEqualTo(Answer.NONE);
            assertThat(ann.get(new Victim(victim), LOCKED, "increment:count").status())
                    .isEqualTo(200);
            assertThat(count(ann, LOCKED)).as(victim.name()).isEqualTo(REQUESTS + 1);
        });
    }
}
