package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The applications of one container: what they share of a client and of the look at their table, and for how long. */
class SharedTableTest {

    private final LocalTable table = LocalTable.createWithTtl();
    private final LossyWire wire = new LossyWire();
    private final List<DynamoDbSessionStore> open = new ArrayList<>();

    SharedTableTest() throws IOException {}

    @AfterEach
    void close() {
        open.forEach(DynamoDbSessionStore::close);
        wire.close();
        table.close();
    }

    private SessionStoreConfig config(String application, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("applicationName", application);
        return LocalTable.config(wire.endpoint(), table.name(), config);
    }

    private DynamoDbSessionStore open(String application, Map<String, String> more) {
        DynamoDbSessionStore store = DynamoDbSessionStore.open(config(application, more));
        open.add(store);
        return store;
    }

    private static long timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynamosession-timeouts"))
                .count();
    }

    @Test
    void theSecondApplicationCostsNeitherACallNorAThread() {
        open("first", Map.of());
        int calls = wire.operations().size();
        long timers = timers();

        open("second", Map.of());

        assertThat(calls).isEqualTo(3);
        assertThat(wire.operations()).hasSize(calls);
        assertThat(timers()).isEqualTo(timers);
    }

    @Test
    void applicationsThatStartSideBySideLookOnce() {
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<DynamoDbSessionStore>> started = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> DynamoDbSessionStore.open(config("shop " + i, Map.of())), starters))
                    .toList();
            started.forEach(store -> open.add(store.join()));
        } finally {
            starters.shutdownNow();
        }

        assertThat(wire.operations()).containsExactly("DescribeTable", "DescribeTimeToLive", "GetItem");
    }

    @Test
    void theClientStaysForTheOthersAndGoesWithTheLast() {
        long before = timers();
        DynamoDbSessionStore first = open("first", Map.of());
        DynamoDbSessionStore second = open("second", Map.of());

        first.close();
        first.close();
        assertThatCode(() -> second.load(newKey())).doesNotThrowAnyException();
        assertThat(timers()).isGreaterThan(before);
        second.close();

        await().until(() -> timers() == before);
    }

    @Test
    void whoStartsAfterTheLastLooksAgain() {
        open("first", Map.of()).close();
        open("second", Map.of());

        assertThat(wire.operations()).hasSize(6);
    }

    @Test
    void callsAreCountedForTheApplicationThatMakesThem() {
        DynamoDbSessionStore first = open("first", Map.of());
        DynamoDbSessionStore second = open("second", Map.of());

        first.load(newKey());
        first.load(newKey());
        second.load(newKey());

        assertThat(first.statistics().loads()).isEqualTo(2);
        assertThat(second.statistics().loads()).isEqualTo(1);
    }

    @Test
    void otherSettingsHaveAClientOfTheirOwn() {
        long before = timers();
        open("first", Map.of());
        open("second", Map.of("maxAttempts", "2"));

        assertThat(timers()).isEqualTo(before + 2);
    }

    @Test
    void anotherTableIsLookedAt() {
        open("first", Map.of());

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> open("second", Map.of("tableName", LocalTable.newName())))
                .withMessageContaining("does not exist");
    }

    @Test
    void failedLookIsNotRemembered() {
        String name = LocalTable.newName();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> open("first", Map.of("tableName", name)))
                    .withMessageContaining("does not exist");
        }
        assertThat(wire.operations()).containsExactly("DescribeTable", "DescribeTable");
        open("admin", Map.of("tableName", name, "createTable", "true"));

        assertThatCode(() -> open("second", Map.of("tableName", name))).doesNotThrowAnyException();
    }

    /** One that starts while DynamoDB cannot be reached joins those that wait for it, and is served with them. */
    @Test
    void anOutageIsWaitedForTogether() throws IOException {
        URI later = wire.endpoint();
        wire.close();
        DynamoDbSessionStore first = open("first", Map.of("callTimeout", "PT1S", "attemptTimeout", "PT0.5S"));
        DynamoDbSessionStore second = open("second", Map.of("callTimeout", "PT1S", "attemptTimeout", "PT0.5S"));
        assertThat(first.obstacle()).isPresent();
        assertThat(second.obstacle()).isPresent();

        try (LossyWire back = new LossyWire(later.getPort())) {
            await().until(() -> first.obstacle().isEmpty());
            assertThat(second.obstacle()).isEmpty();
            assertThat(back.operations()).contains("DescribeTable");
        }
    }
}
