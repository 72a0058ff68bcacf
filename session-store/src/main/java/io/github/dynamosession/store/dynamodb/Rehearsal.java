package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.WarmUp;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Goes once through what the AWS SDK does for a read and for writes, and asks nobody: else the first user of a fresh node would
 * wait for some hundreds of classes.
 */
final class Rehearsal {

    private static final WarmUp WARM_UP = new WarmUp("the first session");

    private static final Map<String, AttributeValue> ITEM = Map.of(
            SessionTable.ID,
            AttributeValues.text("warm-up"),
            SessionTable.EXPIRES,
            AttributeValue.fromN("0"),
            "values",
            AttributeValue.fromM(Map.of("name", AttributeValues.text("value"))));

    private static final byte[] ANSWER = """
            {"Item":{"id":{"S":"warm-up"},"expires":{"N":"0"},"values":{"M":{"name":{"B":"AAAA"}}}},
             "Attributes":{"id":{"S":"warm-up"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":1.0}}
            """.getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {}

    /** Begins it, if no other application of the JVM has. */
    static void begin(SessionStoreConfig config) {
        WARM_UP.begin(() -> run(config.tableName()));
    }

    static void run(String table) {
        try (SdkHttpClient itself = new AnswersItself();
                DynamoDbClient client = DynamoDbClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                        .httpClient(itself)
                        .overrideConfiguration(override ->
                                override.retryStrategy(OwnedClient.untimedRetries(1, Duration.ofSeconds(1))))
                        .build()) {
            go(client, table);
        }
    }

    private static void go(DynamoDbClient client, String table) {
        client.putItem(request -> request.tableName(table)
                .item(ITEM)
                .conditionExpression("attribute_not_exists(id)")
                .returnConsumedCapacity("TOTAL"));
        client.getItem(request -> request.tableName(table)
                .key(Map.of(SessionTable.ID, AttributeValues.text("warm-up")))
                .consistentRead(true));
        client.updateItem(request -> request.tableName(table)
                .key(Map.of(SessionTable.ID, AttributeValues.text("warm-up")))
                .updateExpression("SET #a = :a")
                .expressionAttributeNames(Map.of("#a", "values"))
                .expressionAttributeValues(Map.of(":a", AttributeValue.fromN("0")))
                .returnValues(ReturnValue.ALL_NEW));
    }

    /** Gives every call the same answer, and opens no connection. */
    private static final class AnswersItself implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {

                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(ANSWER)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public String clientName() {
            return "none";
        }

        @Override
        public void close() {}
    }
}
