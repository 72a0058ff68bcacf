package io.github.dynamosession.sample.aws;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Reads {@code aws_dynamodb_table} of Terraform; Pulumi's {@code aws:dynamodb:Table} is the same by other names. */
final class ProviderTable {

    private static final Pattern WORD = Pattern.compile("_(\\w)");

    private final UnaryOperator<String> names;

    private ProviderTable(UnaryOperator<String> names) {
        this.names = names;
    }

    static TableDefinition ofTerraform(Section table) {
        return new ProviderTable(UnaryOperator.identity()).read(table);
    }

    static TableDefinition ofPulumi(Section table) {
        return new ProviderTable(ProviderTable::pulumis).read(table);
    }

    private static String pulumis(String name) {
        String camelCase = camelCase(name);
        return switch (camelCase) {
            case "attribute" -> "attributes";
            case "globalSecondaryIndex" -> "globalSecondaryIndexes";
            default -> camelCase;
        };
    }

    /** Pulumi's name for what Terraform has underscores in. */
    static String camelCase(String name) {
        return WORD.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private TableDefinition read(Section table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.text("name"))
                .billingMode(text(table, "billing_mode"))
                .keySchema(TableDefinition.keys(text(table, "hash_key")))
                .attributeDefinitions(
                        table.sections(names.apply("attribute"), attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.text("name"))
                                .attributeType(attribute.text("type"))
                                .build()))
                .globalSecondaryIndexes(table.sections(names.apply("global_secondary_index"), this::index))
                .sseSpecification(table.section(names.apply("server_side_encryption"), this::encryption))
                .deletionProtectionEnabled(table.flag(names.apply("deletion_protection_enabled")))
                .tags(table.map("tags").entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey().toString())
                                .value(tag.getValue().toString())
                                .build())
                        .toList());
        stream(table, request);
        return new TableDefinition(
                request.build(),
                table.section("ttl", this::timeToLive),
                table.section(names.apply("point_in_time_recovery"), recovery -> recovery.flag("enabled")));
    }

    private GlobalSecondaryIndex index(Section index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.text("name"))
                .keySchema(TableDefinition.keys(text(index, "hash_key"), text(index, "range_key")))
                .projection(Projection.builder()
                        .projectionType(text(index, "projection_type"))
                        .build())
                .build();
    }

    private SSESpecification encryption(Section encryption) {
        return SSESpecification.builder()
                .enabled(encryption.flag("enabled"))
                .sseType(SSEType.KMS)
                .kmsMasterKeyId(text(encryption, "kms_key_arn"))
                .build();
    }

    private void stream(Section table, CreateTableRequest.Builder request) {
        String view = text(table, "stream_view_type");
        if (table.flag(names.apply("stream_enabled"))) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(view)
                    .build());
        }
    }

    private String timeToLive(Section ttl) {
        ttl.requireFlag("enabled");
        return text(ttl, "attribute_name");
    }

    private String text(Section section, String name) {
        return section.text(names.apply(name));
    }
}
