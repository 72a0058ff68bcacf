package io.github.dynamosession.store.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Keys and indexes of the table: how it is created, and what is wrong with one that is there. */
final class TableSchema {

    private static final String KEY = "id (S)";
    private static final Map<String, String> INDEX_KEYS =
            Map.of(SessionTable.BY_EXPIRY, "shard (S), expires (N)", SessionTable.BY_USER, "user (S), created (N)");

    static final String DESCRIPTION = "partition key " + KEY + ", no sort key; global secondary indexes "
            + SessionTable.BY_EXPIRY + " on " + INDEX_KEYS.get(SessionTable.BY_EXPIRY) + " and " + SessionTable.BY_USER
            + " on " + INDEX_KEYS.get(SessionTable.BY_USER) + ", both KEYS_ONLY; TTL attribute " + SessionTable.TTL;

    private TableSchema() {}

    static CreateTableRequest createRequest(String tableName) {
        return CreateTableRequest.builder()
                .tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        definition(SessionTable.ID, ScalarAttributeType.S),
                        definition(SessionTable.SHARD, ScalarAttributeType.S),
                        definition(SessionTable.EXPIRES, ScalarAttributeType.N),
                        definition(SessionTable.USER, ScalarAttributeType.S),
                        definition(SessionTable.CREATED, ScalarAttributeType.N))
                .keySchema(key(SessionTable.ID, KeyType.HASH))
                .globalSecondaryIndexes(
                        index(SessionTable.BY_EXPIRY, SessionTable.SHARD, SessionTable.EXPIRES),
                        index(SessionTable.BY_USER, SessionTable.USER, SessionTable.CREATED))
                .build();
    }

    /**
     * Each says what is wrong and the way out, to be read after the name of the table.
     *
     * @param userIndex whether sessions are to be found by their users
     */
    static List<String> violations(TableDescription table, boolean userIndex) {
        List<String> violations = new ArrayList<>();
        if (table.tableStatus() != TableStatus.ACTIVE && table.tableStatus() != TableStatus.UPDATING) {
            violations.add("is " + table.tableStatusAsString() + "; wait until it is ACTIVE, or use another one");
        }
        String key = text(table.keySchema(), table);
        if (!key.equals(KEY)) {
            violations.add("has the key " + key + ", not " + KEY + "; use another table");
        }
        Map<String, GlobalSecondaryIndexDescription> indexes = table.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(GlobalSecondaryIndexDescription::indexName, index -> index));
        INDEX_KEYS.forEach((name, wanted) -> {
            GlobalSecondaryIndexDescription found = indexes.get(name);
            boolean ofUsers = name.equals(SessionTable.BY_USER);
            boolean needed = !ofUsers || userIndex;
            if (found != null) {
                violations.addAll(violations(found, text(found.keySchema(), table), wanted, needed));
            } else if (needed) {
                violations.add("lacks the index " + name + " on " + wanted + ", KEYS_ONLY; add it"
                        + (ofUsers ? ", or set userIndex=false" : ""));
            }
        });
        return violations;
    }

    private static List<String> violations(
            GlobalSecondaryIndexDescription index, String keys, String wanted, boolean needed) {
        List<String> violations = new ArrayList<>();
        String name = "has the index " + index.indexName();
        if (!keys.equals(wanted)) {
            violations.add(name + " on " + keys + ", not " + wanted + "; replace it");
        }
        String projection = index.projection().projectionTypeAsString();
        if (!ProjectionType.KEYS_ONLY.toString().equals(projection)) {
            violations.add(name + " with the projection " + projection
                    + ", not KEYS_ONLY, so that each save would be paid for twice; replace it");
        }
        if (needed && index.indexStatus() != IndexStatus.ACTIVE && index.indexStatus() != IndexStatus.UPDATING) {
            violations.add(name + ", which is " + index.indexStatusAsString()
                    + " and cannot be read; wait until it is ACTIVE");
        }
        return violations;
    }

    private static String text(List<KeySchemaElement> keys, TableDescription table) {
        Map<String, String> types = table.attributeDefinitions().stream()
                .collect(Collectors.toMap(
                        AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
        return keys.stream()
                .map(key -> key.attributeName() + " (" + types.get(key.attributeName()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static GlobalSecondaryIndex index(String name, String partitionKey, String sortKey) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition definition(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
