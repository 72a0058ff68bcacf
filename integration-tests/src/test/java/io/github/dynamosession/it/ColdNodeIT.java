package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trap 20: a node that joins at noon serves everybody at once, and refuses nobody while its JVM is still cold. With timers
 * that end calls whose answers are there, it refused most of these requests. A figure, by {@code -Dfigures}: on a machine
 * that does not let DynamoDB Local answer either, it says nothing of the node.
 */
@EnabledIfSystemProperty(named = "figures", matches = ".*")
@ParameterizedClass
@EnumSource(
        value = ContainerKind.class,
        names = {"TOMCAT_11_0", "JETTY_12_1"})
final class ColdNodeIT {

    private static final int CLIENTS = 100;
    private static final int REQUESTS_OF_EACH = 5;

    private final ContainerKind kind;

    ColdNodeIT(ContainerKind kind) {
        this.kind = kind;
    }

    @Test
    void aFreshNodeRefusesNoneOfAHundredClientsAtOnce() {
        Node warm = WiredNode.of(kind.otherVersion());
        List<Browser> clients = Stream.generate(Browser::new).limit(CLIENTS).toList();
        clients.forEach(client -> client.on(warm, "put:list:list").ok());

        List<Integer> statuses;
        try (TestNode fresh =
                TestNode.start(kind, "fresh", DynamoDbLocal.shared().endpoint(), WiredNode.TABLE.name())) {
            fresh.awaitReady();
            List<CompletableFuture<List<Integer>>> all = clients.stream()
                    .map(client -> addItems(client, fresh, REQUESTS_OF_EACH))
                    .toList();
            statuses = all.stream().flatMap(one -> one.join().stream()).toList();
        }

        assertThat(statuses).hasSize(CLIENTS * REQUESTS_OF_EACH).containsOnly(200);
        assertThat(clients.get(0).ask(warm, "get:list")).isEqualTo("[pear, pear, pear, pear, pear]");
    }

    /** One after the other, as one client does. */
    private static CompletableFuture<List<Integer>> addItems(Browser client, Node node, int count) {
        if (count == 0) {
            return CompletableFuture.completedFuture(List.of());
        }
        return client.start(node, Browser.APP, "add:list:pear").thenCompose(answer -> addItems(client, node, count - 1)
                .thenApply(more ->
                        Stream.concat(Stream.of(answer.status()), more.stream()).toList()));
    }
}
