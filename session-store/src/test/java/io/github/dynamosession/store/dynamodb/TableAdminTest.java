package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Parallel;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Trap 21: a table that is missing or wrong is one clear message at start. */
class TableAdminTest {

    private final String tableName = LocalTable.newName();
    private final OwnedClient owned = OwnedClient.connect(config(false));
    private final DynamoDbClient client = owned.client();

    @AfterEach
    void close() {
        owned.close();
    }

    private SessionStoreConfig config(boolean createTable) {
        return LocalTable.config(tableName, Map.of("createTable", String.valueOf(createTable)));
    }

    private void open(boolean createTable) {
        DynamoDbSessionStore.open(config(createTable)).close();
    }

    private void open(Map<String, String> more) {
        DynamoDbSessionStore.open(LocalTable.config(tableName, more)).close();
    }

    private ThrowableAssertAlternative<InvalidConfigurationException> assertOpenRefused(boolean createTable) {
        return assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> open(createTable))
                .withMessageContaining("table " + tableName + " (region us-east-1, endpoint 127.0.0.1:");
    }

    private CreateTableRequest.Builder rightTable() {
        return TableSchema.createRequest(tableName).toBuilder();
    }

    private void enableTimeToLive(String attribute) {
        client.updateTimeToLive(request -> request.tableName(tableName)
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute)));
    }

    private TimeToLiveDescription timeToLive() {
        return client.describeTimeToLive(request -> request.tableName(tableName))
                .timeToLiveDescription();
    }

    @Test
    void createdTableHasOnDemandBillingTheKeyBothIndexesAndTtl() {
        open(true);

        TableDescription table =
                client.describeTable(request -> request.tableName(tableName)).table();
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(table.keySchema())
                .extracting(KeySchemaElement::attributeName)
                .containsExactly("id");
        assertThat(table.globalSecondaryIndexes())
                .allMatch(index -> index.projection().projectionType() == ProjectionType.KEYS_ONLY)
                .extracting(index -> index.indexName()
                        + index.keySchema().stream()
                                .map(KeySchemaElement::attributeName)
                                .toList())
                .containsExactlyInAnyOrder("by-expiry[shard, expires]", "by-user[user, created]");
        assertThat(timeToLive().attributeName()).isEqualTo("ttl");
        assertThat(timeToLive().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    }

    @Test
    void rightTableOpensWithAndWithoutCreateTable() {
        open(true);

        assertThatCode(() -> open(true)).doesNotThrowAnyException();
        assertThatCode(() -> open(false)).doesNotThrowAnyException();
    }

    @RepeatedTest(5)
    void nodesThatStartTogetherEndWithOneRightTable() throws Exception {
        Callable<Boolean> node = () -> {
            open(true);
            return true;
        };

        assertThat(Parallel.run(node, node, node)).containsOnly(true);

        assertThatCode(() -> open(false)).doesNotThrowAnyException();
    }

    @Test
    void missingTableIsRefusedWithBothRemedies() {
        assertOpenRefused(false)
                .withMessageContaining("does not exist; set createTable=true, or create it: partition key id (S)");
    }

    /** The tool for operators has no properties. */
    @Test
    void whoAsksInOtherWordsIsToldTheRemedyInThese() {
        SessionStoreConfig config = LocalTable.config(tableName, Map.of());

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> DynamoDbSessionStore.prepareTable(config, "run the tool"))
                .withMessageContaining("does not exist; run the tool, or create it: ")
                .matches(e -> !e.getMessage().contains("createTable"));

        client.createTable(rightTable().build());
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> DynamoDbSessionStore.prepareTable(config, "run the tool"))
                .withMessageContaining("has TTL off, so that expired sessions would stay for ever; run the tool, or:")
                .matches(e -> !e.getMessage().contains("createTable"));
    }

    @Test
    void wrongKeyIsRefused() {
        client.createTable(CreateTableRequest.builder()
                .tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        definition("id", ScalarAttributeType.S), definition("sort", ScalarAttributeType.N))
                .keySchema(key("id", KeyType.HASH), key("sort", KeyType.RANGE))
                .build());

        assertOpenRefused(false)
                .withMessageContaining("has the key id (S), sort (N), not id (S); use another table")
                .withMessageContaining("lacks the index by-expiry on shard (S), expires (N)")
                .withMessageContaining("has TTL off");
    }

    @Test
    void wrongIndexIsRefusedEvenIfTablesMayBeCreated() {
        client.createTable(rightTable()
                .globalSecondaryIndexes(
                        List.of(index("by-expiry", "expires", "created"), index("by-user", "user", "created")))
                .attributeDefinitions(
                        definition("id", ScalarAttributeType.S),
                        definition("user", ScalarAttributeType.S),
                        definition("expires", ScalarAttributeType.N),
                        definition("created", ScalarAttributeType.N))
                .build());

        assertOpenRefused(true)
                .withMessageContaining(
                        "has the index by-expiry on expires (N), created (N), not shard (S), expires (N); replace it")
                .withMessageNotContaining("by-user");
    }

    @Test
    void tableWithoutTheIndexByUserIsRefusedUnlessNobodyWantsIt() {
        client.createTable(rightTable()
                .globalSecondaryIndexes(List.of(index("by-expiry", "shard", "expires")))
                .attributeDefinitions(
                        definition("id", ScalarAttributeType.S),
                        definition("shard", ScalarAttributeType.S),
                        definition("expires", ScalarAttributeType.N))
                .build());
        enableTimeToLive("ttl");

        assertOpenRefused(false)
                .withMessageContaining("lacks the index by-user on user (S), created (N), KEYS_ONLY; add it, or set"
                        + " userIndex=false");
        assertThatCode(() -> open(Map.of("userIndex", "false"))).doesNotThrowAnyException();
    }

    @Test
    void wrongIndexByUserIsRefused() {
        client.createTable(rightTable()
                .globalSecondaryIndexes(
                        List.of(index("by-expiry", "shard", "expires"), index("by-user", "user", "expires")))
                .attributeDefinitions(
                        definition("id", ScalarAttributeType.S),
                        definition("shard", ScalarAttributeType.S),
                        definition("user", ScalarAttributeType.S),
                        definition("expires", ScalarAttributeType.N))
                .build());

        assertOpenRefused(false)
                .withMessageContaining("has the index by-user on user (S), expires (N), not user (S), created (N)");
    }

    /** Each save would write the whole session a second time. */
    @Test
    void indexOfWholeItemsIsRefused() {
        client.createTable(rightTable()
                .globalSecondaryIndexes(
                        index("by-expiry", "shard", "expires").toBuilder()
                                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                                .build(),
                        index("by-user", "user", "created"))
                .build());

        assertOpenRefused(true)
                .withMessageContaining("has the index by-expiry with the projection ALL, not KEYS_ONLY")
                .withMessageNotContaining("by-user");
    }

    /** DynamoDB Local has none that is not ready at once. */
    @Test
    void indexThatIsStillBeingMadeIsRefusedUnlessNobodyWantsIt() {
        client.createTable(rightTable().build());
        TableDescription made =
                client.describeTable(request -> request.tableName(tableName)).table();
        TableDescription table = made.toBuilder()
                .globalSecondaryIndexes(made.globalSecondaryIndexes().stream()
                        .map(index -> index.indexName().equals("by-user")
                                ? index.toBuilder()
                                        .indexStatus(IndexStatus.CREATING)
                                        .build()
                                : index)
                        .toList())
                .build();

        assertThat(TableSchema.violations(table, true))
                .containsExactly(
                        "has the index by-user, which is CREATING and cannot be read; wait until it is ACTIVE");
        assertThat(TableSchema.violations(table, false)).isEmpty();
    }

    @Test
    void ttlThatIsOffIsRefused() {
        client.createTable(rightTable().build());

        assertOpenRefused(false).withMessageContaining("has TTL off").withMessageContaining("update-time-to-live");
    }

    @Test
    void ttlThatIsOffIsTurnedOnIfTablesMayBeCreated() {
        client.createTable(rightTable().build());

        open(true);

        assertThat(timeToLive().attributeName()).isEqualTo("ttl");
    }

    @Test
    void ttlOnAnotherAttributeIsRefusedEvenIfTablesMayBeCreated() {
        client.createTable(rightTable().build());
        enableTimeToLive("expires");

        assertOpenRefused(true).withMessageContaining("deletes by the TTL attribute expires, not by ttl");
    }

    private static AttributeDefinition definition(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static GlobalSecondaryIndex index(String name, String partitionKey, String sortKey) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }
}
