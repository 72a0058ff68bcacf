package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.it.wire.SlowStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trap 20: many requests at once, each with a thread of its own, over a store that is slow. How slow it is, is said in calls
 * that it holds, and not in time. The line is the store's, whatever the container: {@link BurstFiguresIT} asks Jetty as well.
 */
@ParameterizedClass
@EnumSource(
        value = ContainerKind.class,
        names = {"TOMCAT_11_0"})
final class BurstIT {

    private static final int CALLS_AT_ONCE = 256;
    private static final int MORE = 76;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final SlowStore STORE =
            SlowStore.before(DynamoDbLocal.shared().endpoint());

    private static final Map<ContainerKind, CrowdedNode> RUNNING = new EnumMap<>(ContainerKind.class);

    private final CrowdedNode node;

    BurstIT(ContainerKind kind) {
        node = RUNNING.computeIfAbsent(kind, BurstIT::start);
    }

    private static CrowdedNode start(ContainerKind kind) {
        StoreProperties patient = StoreProperties.of("burst-sessions", STORE.endpoint())
                .with("createTable", "true")
                .with("sweepInterval", "PT1H")
                .with("attemptTimeout", "PT1M")
                .with("callTimeout", "PT4M");
        return CrowdedNode.start(kind, CrowdedNode.Threads.ofThisJava(), patient)
                .awaitReady();
    }

    @AfterAll
    static void close() {
        RUNNING.values().forEach(CrowdedNode::close);
        STORE.close();
    }

    @AfterEach
    void theStoreIsWell() {
        STORE.release();
    }

    @Test
    void requestsAtOnceHaveAConnectionEachAsFarAsThereAreAnyAndTheOthersWaitTheirTurn() {
        STORE.hold();
        STORE.callsSince();
        List<CompletableFuture<Answer>> answers = reads(CALLS_AT_ONCE + MORE);

        await().atMost(PATIENCE).until(() -> STORE.held() == CALLS_AT_ONCE);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        STORE.release();

        assertThat(answers.stream().map(answer -> answer.join().status())).containsOnly(200);
        assertThat(STORE.callsSince()).as("no call is made twice").isEqualTo(answers.size());
    }

    /** Each of another session, which is not there. */
    private List<CompletableFuture<Answer>> reads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Browser("unknown" + i).start(node, Browser.APP, "valid"))
                .toList();
    }
}
