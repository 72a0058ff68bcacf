package io.github.dynamosession.it;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.it.wire.SlowStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints what becomes of bursts: how many requests got which status, and how many calls there were. All times are ten times
 * as long as by default, and DynamoDB's answers are made up, so that a busy machine counts for little. Virtual threads are
 * those of Java 21 and newer.
 */
@EnabledIfSystemProperty(named = "figures", matches = ".*")
final class BurstFiguresIT {

    private static final Duration LATENCY = Duration.ofSeconds(2);
    private static final int WARM_UP_ROUNDS = 1;

    @ParameterizedTest
    @CsvSource({"TOMCAT_11_0,VIRTUAL", "JETTY_12_1,VIRTUAL", "TOMCAT_11_0,PLATFORM", "JETTY_12_1,PLATFORM"})
    void burst(ContainerKind kind, CrowdedNode.Threads threads) {
        try (SlowStore store = SlowStore.before(DynamoDbLocal.shared().endpoint());
                CrowdedNode node = CrowdedNode.start(
                                kind,
                                threads,
                                StoreProperties.of("burst-figures", store.endpoint())
                                        .with("createTable", "true")
                                        .with("attemptTimeout", "PT6S")
                                        .with("callTimeout", "PT20S")
                                        .with("sweepInterval", "PT1H"))
                        .awaitReady()) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                clients(100).forEach(client -> client.on(node, "set:user:ann").ok());
                all(node, clients(200), "set:user:ann");
            }
            store.answerEmptyAfter(LATENCY);
            for (int count : new int[] {1000}) {
                print(kind, threads, count, "login", store, () -> all(node, clients(count), "set:user:ann"));
                print(kind, threads, count, "read", store, () -> all(node, strangers(count), "valid"));
            }
        }
    }

    private static List<Browser> clients(int count) {
        return Stream.generate(Browser::new).limit(count).toList();
    }

    /** With ids that are not there. */
    private static List<Browser> strangers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Browser("unknown" + i))
                .toList();
    }

    private static Map<String, Long> all(Node node, List<Browser> clients, String... steps) {
        List<CompletableFuture<Answer>> answers = clients.stream()
                .map(client -> client.start(node, Browser.APP, steps))
                .toList();
        return answers.stream()
                .map(answer -> answer.handle((good, bad) -> bad == null ? String.valueOf(good.status()) : "none")
                        .join())
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    private static void print(
            ContainerKind kind,
            CrowdedNode.Threads threads,
            int count,
            String what,
            SlowStore store,
            Supplier<Map<String, Long>> burst) {
        store.callsSince();
        long begin = System.nanoTime();
        Map<String, Long> statuses = burst.get();
        System.out.printf(
                "| %s | %s | %d | %s | %s | %d | %d ms |%n",
                kind, threads, count, what, statuses, store.callsSince(), (System.nanoTime() - begin) / 1_000_000);
    }
}
