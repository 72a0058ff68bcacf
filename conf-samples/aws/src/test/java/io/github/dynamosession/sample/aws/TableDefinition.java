package io.github.dynamosession.sample.aws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** What a sample makes, in the words of DynamoDB's own interface. */
record TableDefinition(CreateTableRequest request, String timeToLiveAttribute, boolean pointInTimeRecovery) {

    static List<KeySchemaElement> keys(String partitionKey, String... sortKey) {
        List<KeySchemaElement> keys = new ArrayList<>(List.of(key(partitionKey, KeyType.HASH)));
        for (String name : sortKey) {
            keys.add(key(name, KeyType.RANGE));
        }
        return keys;
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
