package io.github.dynamosession.sample.aws;

import static io.github.dynamosession.sample.aws.PolicyFile.TABLE_ARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operators see when a session was made and used, and not what is in it. */
final class OperatorPolicyTest {

    /** Attributes and container state, and whose they are; and the writer's token, which is nobody's business. */
    private static final Set<String> HIDDEN = Set.of("a", "sys", "user", "w");

    private static final Map<?, ?> POLICY = PolicyFile.read("operator");

    @Test
    void operatorsLookAndDoNothingElse() {
        assertThat(Grant.allowedBy(POLICY))
                .containsExactlyInAnyOrder(
                        // keys, indexes, size, number of items, encryption
                        new Grant("dynamodb:DescribeTable", TABLE_ARN),
                        new Grant("dynamodb:DescribeTimeToLive", TABLE_ARN),
                        // whether it can be recovered, and to when
                        new Grant("dynamodb:DescribeContinuousBackups", TABLE_ARN),
                        new Grant("dynamodb:ListTagsOfResource", TABLE_ARN),
                        // one session, by its key from a log
                        new Grant("dynamodb:GetItem", TABLE_ARN),
                        // the sweep's backlog; a keys-only index holds no more
                        new Grant("dynamodb:Query", TABLE_ARN + "/index/by-expiry"),
                        // metrics have no ARNs
                        new Grant("cloudwatch:GetMetricData", "*"),
                        new Grant("cloudwatch:ListMetrics", "*"));
    }

    @Test
    void anItemIsReadOnlyByNamesAndOnlyByThoseThatHideTheSession() {
        assertThat(PolicyFile.conditionOn("dynamodb:GetItem", POLICY).get("StringEquals"))
                .isEqualTo(Map.of("dynamodb:Select", "SPECIFIC_ATTRIBUTES"));
        assertThat(PolicyFile.attributesAllowedFor("dynamodb:GetItem", POLICY)).isEqualTo(attributesOfAnItem());
    }

    /** All but the hidden ones of a session that has each attribute. */
    private static Set<String> attributesOfAnItem() {
        URI dynamoDb = DynamoDbLocal.shared().endpoint();
        String table = "sessions-" + UUID.randomUUID();
        try (SessionStore store = Nodes.open(dynamoDb, table, true);
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(dynamoDb)
                        .region(Region.US_EAST_1)
                        .build()) {
            SessionKey key = Nodes.createExpired(store);
            store.claimExpired(key, Instant.now(), Duration.ofMinutes(1)).orElseThrow();
            Set<String> names = new HashSet<>(client.getItem(
                            get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(key.partitionKey()))))
                    .item()
                    .keySet());
            assertThat(names).containsAll(HIDDEN);
            names.removeAll(HIDDEN);
            return names;
        }
    }
}
