package io.github.dynamosession.cli;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of its own in DynamoDB Local, of the application /shop, with sessions as nodes make them. */
public final class ToolTable implements AutoCloseable {

    public static final Instant CREATED = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

    private static final SessionTimes TIMES = new SessionTimes(CREATED, CREATED, Duration.ofMinutes(30));

    private final SessionStoreConfig config = SessionStoreConfig.of(Map.of(
            "tableName", "tool-" + UUID.randomUUID(),
            "applicationName", "/shop",
            "region", "eu-central-1",
            "endpoint", DynamoDbLocal.shared().endpoint().toString(),
            "createTable", "true",
            "callTimeout", "PT20S",
            "attemptTimeout", "PT10S"));
    private final DynamoDbSessionStore store = DynamoDbSessionStore.open(config);

    /** Makes a session with a cart, and tells its handle. */
    public String login(String user) {
        SessionKey key = SessionKey.of("/shop", UUID.randomUUID().toString());
        store.create(
                key,
                new StoredSession(
                        1,
                        TIMES,
                        Map.of("cart", new byte[] {0, 's', 'e', 'c', 'r', 'e', 't'}),
                        Map.of("principal", new byte[9]),
                        Optional.of(config.userKeys().key(user)),
                        Optional.empty()),
                "token");
        return key.partitionKey();
    }

    /** When it does, if nobody uses it. */
    public String expires() {
        return config.touchPolicy().expiresAt(TIMES).orElseThrow().toString();
    }

    /** Takes away what no node can do without. */
    public void damage(String handle) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .region(Region.EU_CENTRAL_1)
                .build()) {
            client.updateItem(request -> request.tableName(config.tableName())
                    .key(Map.of("id", AttributeValue.fromS(handle)))
                    .updateExpression("REMOVE accessed"));
        }
    }

    public boolean isAlive(String handle) {
        return store.findTimes(SessionKey.ofPartitionKey(handle)).isPresent();
    }

    public String name() {
        return config.tableName();
    }

    public SessionStoreConfig config() {
        return config;
    }

    /** Where the table is, and the command's other arguments. */
    public String[] arguments(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command.split(" ")));
        all.add("--table-name=" + config.tableName());
        all.add("--endpoint=" + DynamoDbLocal.shared().endpoint());
        all.add("--region=eu-central-1");
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        store.close();
    }
}
