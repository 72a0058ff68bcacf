package io.github.dynamosession.it;

import io.github.dynamosession.store.SessionKey;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sessions' table seen from outside, with nothing but the AWS SDK: what is stored, and what a test plants. */
public final class Table implements AutoCloseable {

    static final String APPLICATION = "app";

    private final DynamoDbClient client;
    private final String name;

    Table(URI endpoint, String name) {
        this.name = name;
        client = connect(endpoint);
    }

    public static DynamoDbClient connect(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    String name() {
        return name;
    }

    /** All items as they are now, by partition key. */
    Map<String, Map<String, AttributeValue>> items() {
        return client.scanPaginator(scan -> scan.tableName(name).consistentRead(true)).items().stream()
                .collect(Collectors.toMap(item -> item.get("id").s(), item -> item));
    }

    /** The item of a session of the main application; empty if there is none, or what a change of its id has left. */
    Map<String, AttributeValue> item(String sessionId) {
        Map<String, AttributeValue> item = client.getItem(
                        get -> get.tableName(name).key(key(sessionId)).consistentRead(true))
                .item();
        return item.containsKey("moved") ? Map.of() : item;
    }

    Instant seconds(String sessionId, String attribute) {
        return Instant.ofEpochSecond(number(sessionId, attribute));
    }

    Instant millis(String sessionId, String attribute) {
        return Instant.ofEpochMilli(number(sessionId, attribute));
    }

    long number(String sessionId, String attribute) {
        return Long.parseLong(item(sessionId).get(attribute).n());
    }

    void plant(String sessionId, String attribute, Instant epochSeconds) {
        plant(sessionId, attribute, epochSeconds.getEpochSecond());
    }

    void plant(String sessionId, String attribute, long number) {
        update(sessionId, "SET #name = :value", attribute, AttributeValue.fromN(Long.toString(number)));
    }

    Optional<byte[]> attribute(String sessionId, String attribute) {
        return Optional.ofNullable(item(sessionId).get("a").m().get(attribute))
                .map(value -> value.b().asByteArray());
    }

    void plantAttribute(String sessionId, String attribute, byte[] bytes) {
        update(sessionId, "SET a.#name = :value", attribute, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }

    /** The same for what the container keeps. */
    void plantState(String sessionId, String name, byte[] bytes) {
        update(sessionId, "SET sys.#name = :value", name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }

    /** Deletes an item that is no session's. */
    void delete(String id) {
        client.deleteItem(delete -> delete.tableName(name).key(Map.of("id", AttributeValue.fromS(id))));
    }

    /** All that is stored of one session, under the key of another. */
    void copy(String fromSessionId, String toSessionId) {
        Map<String, AttributeValue> copy = new HashMap<>(item(fromSessionId));
        copy.putAll(key(toSessionId));
        client.putItem(put -> put.tableName(name).item(copy));
    }

    private void update(String sessionId, String expression, String attribute, AttributeValue value) {
        client.updateItem(update -> update.tableName(name)
                .key(key(sessionId))
                .updateExpression(expression)
                .conditionExpression("attribute_exists(id)")
                .expressionAttributeNames(Map.of("#name", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }

    /** The nodes have a jvmRoute, which is no part of the key. */
    private static Map<String, AttributeValue> key(String sessionId) {
        SessionKey key = SessionKey.of(APPLICATION, sessionId.replaceFirst("\\..*", ""));
        return Map.of("id", AttributeValue.fromS(key.partitionKey()));
    }

    @Override
    public void close() {
        client.close();
    }
}
