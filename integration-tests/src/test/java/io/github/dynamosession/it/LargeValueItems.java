package io.github.dynamosession.it;

import io.github.dynamosession.store.LargeValueReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items in a table that hold large values, of one session or of all. */
record LargeValueItems(Table table, Set<String> references) {

    private static final String PREFIX = "overflow#";

    /** Those that a session refers to now. */
    static LargeValueItems of(Table table, String sessionId) {
        return new LargeValueItems(table, references(table.item(sessionId)).collect(Collectors.toSet()));
    }

    /** Those that no session refers to. */
    static LargeValueItems orphans(Table table) {
        Map<String, Map<String, AttributeValue>> items = table.items();
        Set<String> referred = items.values().stream()
                .filter(item -> item.containsKey("a"))
                .flatMap(LargeValueItems::references)
                .collect(Collectors.toSet());
        return new LargeValueItems(
                table,
                items.keySet().stream()
                        .filter(id -> id.startsWith(PREFIX))
                        .map(LargeValueItems::reference)
                        .filter(reference -> !referred.contains(reference))
                        .collect(Collectors.toSet()));
    }

    /** Their items that are in the table. */
    List<Map<String, AttributeValue>> stored() {
        return table.items().entrySet().stream()
                .filter(item -> item.getKey().startsWith(PREFIX) && references.contains(reference(item.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    void delete() {
        stored().forEach(item -> table.delete(item.get("id").s()));
    }

    /** As DynamoDB's TTL does it, of which DynamoDB Local has none that can be relied upon. */
    void deleteExpired(Instant now) {
        stored().stream()
                .filter(item -> Long.parseLong(item.get("ttl").n()) < now.getEpochSecond())
                .forEach(item -> table.delete(item.get("id").s()));
    }

    private static Stream<String> references(Map<String, AttributeValue> session) {
        return session.get("a").m().values().stream()
                .flatMap(value -> LargeValueReference.behind(value.b().asByteArray()).stream())
                .map(reference -> reference.id().toString());
    }

    private static String reference(String itemId) {
        return itemId.split("#")[1];
    }
}
