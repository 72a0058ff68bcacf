package io.github.dynamosession.it;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.it.wire.SlowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints what becomes of a thousand requests at once: how many got which status, how many calls there were, and how often a
 * virtual thread kept its carrier because of us. All times are ten times as long as by default, and DynamoDB's answers are made
 * up, so that a busy machine counts for little. Virtual threads are those of Java 21 and newer.
 */
@EnabledIfSystemProperty(named = "figures", matches = ".*")
final class BurstFiguresIT {

    private static final int REQUESTS = 1000;

    @ParameterizedTest
    @CsvSource({"TOMCAT_11_0,VIRTUAL", "JETTY_12_1,VIRTUAL", "TOMCAT_11_0,PLATFORM", "JETTY_12_1,PLATFORM"})
    void burst(ContainerKind kind, CrowdedNode.Threads threads) throws Exception {
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
            clients(100).forEach(client -> client.on(node, "set:user:ann").ok());
            all(node, clients(200), "set:user:ann");
            JdkTool.run("jcmd", Long.toString(node.pid()), "JFR.start");
            String who = kind + " | " + threads;
            store.answerEmptyAfter(Duration.ofSeconds(2));
            burst(who + " | after 2 s", node, store);
            store.answerEmptyOneByOne(Duration.ofMillis(10));
            burst(who + " | 100 a second", node, store);
            store.answerEmptyOneByOne(Duration.ofMillis(20));
            burst(who + " | 50 a second", node, store);
            System.out.println(who + ": pinned threads " + pinned(node.pid()));
        }
    }

    private static void burst(String what, CrowdedNode node, SlowStore store) {
        print(what + " | begin a session", store, () -> all(node, clients(REQUESTS), "set:user:ann"));
        await().atMost(Duration.ofMinutes(5)).until(() -> store.toBeAnswered() == 0);
        print(what + " | read", store, () -> all(node, strangers(REQUESTS), "valid"));
        await().atMost(Duration.ofMinutes(5)).until(() -> store.toBeAnswered() == 0);
    }

    /** How often a virtual thread has waited without leaving its carrier: at all, and because of us. */
    private static String pinned(long pid) throws IOException, InterruptedException {
        Path recording = Path.of("target", "burst-" + pid + ".jfr").toAbsolutePath();
        JdkTool.run("jcmd", Long.toString(pid), "JFR.dump", "filename=" + recording);
        List<RecordedEvent> pinned = RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .toList();
        return pinned.size() + ", of which ours "
                + pinned.stream().filter(BurstFiguresIT::isOurs).count();
    }

    /** The first use of a class by any code may wait for another thread that loads it. */
    private static boolean isOurs(RecordedEvent event) {
        List<String> stack = event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        return stack.stream().anyMatch(type -> type.startsWith("io.github.dynamosession"))
                && !stack.contains(ClassLoader.class.getName());
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

    private static void print(String what, SlowStore store, Supplier<Map<String, Long>> burst) {
        store.callsSince();
        long begin = System.nanoTime();
        Map<String, Long> statuses = burst.get();
        System.out.printf(
                "| %s | %s | %d | %.1f s |%n", what, statuses, store.callsSince(), (System.nanoTime() - begin) / 1e9);
    }
}
