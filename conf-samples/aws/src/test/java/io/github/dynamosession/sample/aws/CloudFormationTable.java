package io.github.dynamosession.sample.aws;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Reads {@code AWS::DynamoDB::Table} and {@code AWS::DynamoDB::GlobalTable}. */
final class CloudFormationTable {

    private CloudFormationTable() {}

    static TableDefinition ofTable(Section table) {
        SSESpecification encryption = table.section("SSESpecification", sse -> encryption(sse)
                .kmsMasterKeyId(sse.text("KMSMasterKeyId"))
                .build());
        return ofRegion(common(table).sseSpecification(encryption), timeToLive(table), table);
    }

    /** The table of each replica, that of the stack's Region first. */
    static List<TableDefinition> ofGlobalTable(Section table) {
        CreateTableRequest common = common(table).build();
        SSESpecification shared =
                table.section("SSESpecification", sse -> encryption(sse).build());
        String timeToLive = timeToLive(table);
        return table.sections("Replicas", replica -> {
            replica.text("Region");
            SSESpecification encryption = replica.section("SSESpecification", sse -> shared.toBuilder()
                    .kmsMasterKeyId(sse.text("KMSMasterKeyId"))
                    .build());
            return ofRegion(common.toBuilder().sseSpecification(encryption), timeToLive, replica);
        });
    }

    private static TableDefinition ofRegion(CreateTableRequest.Builder common, String timeToLive, Section region) {
        CreateTableRequest request = common.deletionProtectionEnabled(region.flag("DeletionProtectionEnabled"))
                .tags(region.sections("Tags", tag -> Tag.builder()
                        .key(tag.text("Key"))
                        .value(tag.text("Value"))
                        .build()))
                .build();
        boolean recoverable = region.section(
                "PointInTimeRecoverySpecification", recovery -> recovery.flag("PointInTimeRecoveryEnabled"));
        return new TableDefinition(request, timeToLive, recoverable);
    }

    private static CreateTableRequest.Builder common(Section table) {
        return CreateTableRequest.builder()
                .tableName(table.text("TableName"))
                .billingMode(table.text("BillingMode"))
                .attributeDefinitions(table.sections("AttributeDefinitions", attribute -> AttributeDefinition.builder()
                        .attributeName(attribute.text("AttributeName"))
                        .attributeType(attribute.text("AttributeType"))
                        .build()))
                .keySchema(keys(table))
                .globalSecondaryIndexes(table.sections("GlobalSecondaryIndexes", CloudFormationTable::index))
                .streamSpecification(table.optionalSection("StreamSpecification", CloudFormationTable::stream)
                        .orElse(null));
    }

    private static GlobalSecondaryIndex index(Section index) {
        Projection projection = index.section("Projection", read -> Projection.builder()
                .projectionType(read.text("ProjectionType"))
                .build());
        return GlobalSecondaryIndex.builder()
                .indexName(index.text("IndexName"))
                .keySchema(keys(index))
                .projection(projection)
                .build();
    }

    private static List<KeySchemaElement> keys(Section owner) {
        return owner.sections("KeySchema", key -> KeySchemaElement.builder()
                .attributeName(key.text("AttributeName"))
                .keyType(key.text("KeyType"))
                .build());
    }

    private static String timeToLive(Section table) {
        return table.section("TimeToLiveSpecification", ttl -> {
            ttl.requireFlag("Enabled");
            return ttl.text("AttributeName");
        });
    }

    private static StreamSpecification stream(Section stream) {
        return StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(stream.text("StreamViewType"))
                .build();
    }

    private static SSESpecification.Builder encryption(Section sse) {
        return SSESpecification.builder().enabled(sse.flag("SSEEnabled")).sseType(sse.text("SSEType"));
    }
}
