package io.github.dynamosession.sample.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** All of a table that sessions depend on, as DynamoDB tells it. */
record TableShape(
        List<KeySchemaElement> keys,
        Set<AttributeDefinition> attributes,
        Map<String, Index> indexes,
        BillingMode billing,
        String timeToLiveAttribute) {

    record Index(List<KeySchemaElement> keys, Projection projection) {

        private static Index of(GlobalSecondaryIndexDescription index) {
            return new Index(index.keySchema(), index.projection());
        }
    }

    static TableShape of(DynamoDbClient client, String tableName) {
        TableDescription table =
                client.describeTable(request -> request.tableName(tableName)).table();
        return new TableShape(
                table.keySchema(),
                Set.copyOf(table.attributeDefinitions()),
                table.globalSecondaryIndexes().stream()
                        .collect(Collectors.toMap(GlobalSecondaryIndexDescription::indexName, Index::of)),
                table.billingModeSummary().billingMode(),
                client.describeTimeToLive(request -> request.tableName(tableName))
                        .timeToLiveDescription()
                        .attributeName());
    }
}
