package io.github.dynamosession.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The table in memory answers as DynamoDB Local does, whatever the item and the expression of an update. */
class MemoryTableAnswersTest {

    private static final int UPDATES = 400;
    private static final String TABLE = "answers-" + UUID.randomUUID();

    private static final List<String> CONDITIONS = List.of(
            "attribute_not_exists(id)",
            "attribute_exists(created) AND attribute_not_exists(claimed)",
            "created = :n AND attribute_not_exists(claimed) AND (attribute_not_exists(expires) OR expires > :m)",
            "created = :n AND (expires <= :m OR attribute_exists(claimed))",
            "NOT created = :n OR a.#x = :b AND attribute_not_exists(a.#y)",
            "a.#x = :b AND attribute_not_exists(a.#y)",
            "(attribute_not_exists(#lock.#until) OR #lock.#until <= :n OR #lock.#owner = :s)",
            "#lock = :map",
            "attribute_not_exists(logins) OR size(logins) < :n OR contains(logins, :s)",
            "v <> :n");

    private static final List<String> UPDATES_OF_ITEMS = List.of(
            "SET created = :n, a = :map ADD v :one",
            "SET a.#x = :b REMOVE a.#y ADD v :one",
            "SET a.#y = :b, expires = :m",
            "SET claimed = :n, #lock = :map",
            "REMOVE claimed, #lock",
            "REMOVE a.#x, expires ADD v :one",
            "ADD logins :set SET v = :one",
            "SET created = if_not_exists(created, :m)",
            "SET v = v + :one");

    private static DynamoDbClient real;

    private final MemoryTable memory = new MemoryTable(TABLE, Runnable::run);
    private final Random random = new Random(1);

    @BeforeAll
    static void createTable() {
        real = DynamoDbClient.builder()
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        real.createTable(request -> request.tableName(TABLE)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    @AfterAll
    static void deleteTable() {
        real.deleteTable(request -> request.tableName(TABLE));
        real.close();
    }

    @Test
    void updatesDoTheSameToTheSameItems() {
        for (int i = 0; i < UPDATES; i++) {
            UpdateItemRequest update = anyUpdate();
            Object expected = outcome(() -> real.updateItem(update).attributes());
            assertThat(outcome(() -> memory.update(update).attributes()))
                    .as("%d: %s", i, update)
                    .isEqualTo(expected);
        }
    }

    private UpdateItemRequest anyUpdate() {
        String condition = any(CONDITIONS);
        String update = any(UPDATES_OF_ITEMS);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(Map.of("id", AttributeValue.fromS("item-" + random.nextInt(3))))
                .updateExpression(update)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (random.nextInt(3) == 0) {
            condition = "";
        } else {
            request.conditionExpression(condition);
        }
        String both = condition + " " + update;
        Map<String, String> names = new HashMap<>(
                Map.of("#x", "note", "#y", "cart", "#lock", "lock", "#until", "until", "#owner", "owner"));
        names.keySet().removeIf(name -> !both.contains(name));
        Map<String, AttributeValue> values = values();
        values.keySet().removeIf(value -> !both.matches(".*" + value + "\\b.*"));
        return request.expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .build();
    }

    private Map<String, AttributeValue> values() {
        return new HashMap<>(Map.of(
                ":n", number(),
                ":m", number(),
                ":one", AttributeValue.fromN("1"),
                ":b", bytes(),
                ":s", text(),
                ":set", AttributeValue.fromSs(List.of("s" + random.nextInt(3))),
                ":map",
                        AttributeValue.fromM(
                                random.nextBoolean()
                                        ? Map.of("note", bytes())
                                        : Map.of("owner", text(), "until", number()))));
    }

    private AttributeValue number() {
        return AttributeValue.fromN(Integer.toString(random.nextInt(3)));
    }

    private AttributeValue text() {
        return AttributeValue.fromS("s" + random.nextInt(3));
    }

    private AttributeValue bytes() {
        return AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) random.nextInt(2)}));
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** The item, or what the caller is told in its place. */
    private static Object outcome(Supplier<Map<String, AttributeValue>> update) {
        try {
            return sorted(update.get());
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() ? List.of("refused", sorted(e.item())) : "refused";
        } catch (DynamoDbException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    /** A set has no order. */
    private static Map<String, AttributeValue> sorted(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> sorted = new HashMap<>(item);
        sorted.computeIfPresent(
                "logins",
                (name, logins) ->
                        AttributeValue.fromSs(logins.ss().stream().sorted().toList()));
        return sorted;
    }
}
