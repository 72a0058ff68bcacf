package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of its own in DynamoDB Local, with one client for all stores on it. */
final class LocalTable implements AutoCloseable {

    private final SessionStoreConfig config = config(newName(), Map.of("createTable", "true"));
    private final OwnedClient client = OwnedClient.connect(config);

    private LocalTable() {}

    /** For tests whose clocks stand still, in the past by now: DynamoDB's clean-up would delete items within seconds. */
    static LocalTable create() {
        LocalTable table = createWithTtl();
        table.keepAllItems();
        return table;
    }

    /** One that a store may be opened on. */
    static LocalTable createWithTtl() {
        LocalTable table = new LocalTable();
        new TableAdmin(table.client(), table.config).prepare();
        return table;
    }

    private void keepAllItems() {
        client().updateTimeToLive(request -> request.tableName(name())
                .timeToLiveSpecification(
                        ttl -> ttl.attributeName(SessionTable.TTL).enabled(false)));
    }

    static String newName() {
        return "sessions-" + UUID.randomUUID();
    }

    static SessionStoreConfig config(String tableName, Map<String, String> more) {
        return config(DynamoDbLocal.shared().endpoint(), tableName, more);
    }

    /** Time-outs fit for a busy machine; tests of time-outs set their own. */
    static SessionStoreConfig config(URI endpoint, String tableName, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "applicationName", "shop",
                "tableName", tableName,
                "region", "us-east-1",
                "endpoint", endpoint.toString(),
                "callTimeout", "PT20S",
                "attemptTimeout", "PT10S"));
        properties.putAll(more);
        return SessionStoreConfig.of(properties);
    }

    DynamoDbSessionStore open(Clock clock) {
        return DynamoDbSessionStore.using(client(), config, clock);
    }

    DynamoDbSessionStore open(Clock clock, Map<String, String> more) {
        return DynamoDbSessionStore.using(client(), config(config.tableName(), more), clock);
    }

    DynamoDbClient client() {
        return client.client();
    }

    String name() {
        return config.tableName();
    }

    /** The item as DynamoDB has it; empty if there is none. */
    Map<String, AttributeValue> item(SessionKey key) {
        return item(key.partitionKey());
    }

    Map<String, AttributeValue> item(String id) {
        return client().getItem(request -> request.tableName(name())
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
    }

    /** Sets an attribute behind the store's back. */
    void plant(SessionKey key, String attribute, AttributeValue value) {
        plant(key.partitionKey(), attribute, value);
    }

    void plant(String id, String attribute, AttributeValue value) {
        client().updateItem(request -> request.tableName(name())
                .key(Map.of("id", AttributeValue.fromS(id)))
                .updateExpression("SET #n = :v")
                .expressionAttributeNames(Map.of("#n", attribute))
                .expressionAttributeValues(Map.of(":v", value)));
    }

    /** Removes an attribute behind the store's back. */
    void remove(SessionKey key, String attribute) {
        remove(key.partitionKey(), attribute);
    }

    void remove(String id, String attribute) {
        client().updateItem(request -> request.tableName(name())
                .key(Map.of("id", AttributeValue.fromS(id)))
                .updateExpression("REMOVE #n")
                .expressionAttributeNames(Map.of("#n", attribute)));
    }

    @Override
    public void close() {
        client().deleteTable(request -> request.tableName(name()));
        client.close();
    }
}
