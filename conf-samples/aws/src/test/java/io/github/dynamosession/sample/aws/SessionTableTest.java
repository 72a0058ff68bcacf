package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;

/** The samples make the table that the nodes themselves make: none of them, nor the code, changes alone. */
final class SessionTableTest {

    private static final URI ENDPOINT = DynamoDbLocal.shared().endpoint();
    private static final DynamoDbClient CLIENT = DynamoDbClient.builder()
            .endpointOverride(ENDPOINT)
            .region(Region.US_EAST_1)
            .build();

    private final String tableName = "sessions-" + UUID.randomUUID();

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @ParameterizedTest
    @EnumSource
    void everySampleMakesTheTableThatANodeMakes(TableSample sample) {
        make(sample.first(tableName));
        String nodes = tableName + "-of-a-node";
        Nodes.open(ENDPOINT, nodes, true).close();

        assertThat(TableShape.of(CLIENT, tableName)).isEqualTo(TableShape.of(CLIENT, nodes));
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatMustNotCreateTablesKeepAndExpireSessionsInIt(TableSample sample) {
        make(sample.first(tableName));

        try (SessionStore store = Nodes.open(ENDPOINT, tableName, false)) {
            SessionKey key = Nodes.createExpired(store);

            assertThat(Nodes.expired(store, key)).containsExactly(key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRegionsTableIsEncryptedRecoverableProtectedAndTagged(TableSample sample) {
        assertThat(sample.read(tableName, "")).allSatisfy(table -> {
            assertThat(table.request().sseSpecification())
                    .isEqualTo(SSESpecification.builder()
                            .enabled(true)
                            .sseType(SSEType.KMS)
                            .kmsMasterKeyId(TableSample.KEY_ARN)
                            .build());
            assertThat(table.pointInTimeRecovery()).isTrue();
            assertThat(table.request().deletionProtectionEnabled()).isTrue();
            assertThat(table.request().tags()).isNotEmpty();
            assertThat(table.request().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOUDFORMATION_TWO_REGIONS")
    void thereIsNoStreamUnlessAskedFor(TableSample sample) {
        assertThat(sample.first(tableName).request().streamSpecification()).isNull();

        assertThat(sample.read(tableName, "KEYS_ONLY").get(0).request().streamSpecification())
                .satisfies(stream -> {
                    assertThat(stream.streamEnabled()).isTrue();
                    assertThat(stream.streamViewTypeAsString()).isEqualTo("KEYS_ONLY");
                });
    }

    @Test
    void twoRegionsHaveTwoTables() {
        assertThat(TableSample.CLOUDFORMATION_TWO_REGIONS.read(tableName, "")).hasSize(2);
    }

    @Test
    void theNameIsTheDefaultOfTheNodes() {
        String byDefault =
                SessionStoreConfig.of(Map.of("applicationName", "shop")).tableName();

        assertThat(new CloudFormationTemplate("session-table.yaml", Map.of())
                        .resource("SessionTable", "AWS::DynamoDB::Table", CloudFormationTable::ofTable)
                        .request()
                        .tableName())
                .isEqualTo(byDefault);
        assertThat(new TerraformModule("session-table", Map.of("key_arn", TableSample.KEY_ARN))
                        .resource("aws_dynamodb_table", "sessions", ProviderTable::ofTerraform)
                        .request()
                        .tableName())
                .isEqualTo(byDefault);
        assertThat(new PulumiProgram("session-table", Map.of())
                        .resource("sessionTable", "aws:dynamodb:Table", ProviderTable::ofPulumi)
                        .request()
                        .tableName())
                .isEqualTo(byDefault);
    }

    private static void make(TableDefinition definition) {
        CLIENT.createTable(definition.request());
        CLIENT.updateTimeToLive(request -> request.tableName(
                        definition.request().tableName())
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(definition.timeToLiveAttribute())));
    }
}
