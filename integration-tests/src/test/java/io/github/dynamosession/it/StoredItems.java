package io.github.dynamosession.it;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of a table, by partition key, as they were at one moment. */
record StoredItems(Map<String, Map<String, AttributeValue>> items) {

    static StoredItems of(DynamoDbClient dynamoDb, String table) {
        return new StoredItems(
                dynamoDb.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                        .collect(Collectors.toMap(item -> item.get("id").s(), item -> item)));
    }

    /** Those of these items whose key is not among the others. */
    StoredItems without(StoredItems others) {
        return new StoredItems(items.entrySet().stream()
                .filter(item -> !others.items.containsKey(item.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
