package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.dynamodb.AttributeValues.number;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The one UpdateItem of a save: an expression that names what changes and nothing else. */
final class SessionUpdate {

    /** DynamoDB takes 300 operators and 4 KB; a hundred names need about 100 and 2 KB. */
    private static final int MAX_NAMES = 100;

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final Condition condition;
    private final boolean changesContent;

    private SessionUpdate(SessionChanges changes, Condition condition) {
        this.condition = condition;
        this.changesContent =
                !changes.attributes().isEmpty() || !changes.containerState().isEmpty();
        add(SessionTable.ATTRIBUTES, changes.attributes());
        add(SessionTable.CONTAINER_STATE, changes.containerState());
    }

    static boolean canExpress(SessionChanges changes) {
        return Stream.of(changes.attributes(), changes.containerState())
                        .mapToInt(delta -> delta.set().size() + delta.removed().size())
                        .sum()
                <= MAX_NAMES;
    }

    /** The changes alone. */
    static SessionUpdate ofContent(SessionChanges changes, Instant now) {
        return new SessionUpdate(changes, Condition.alive(changes.times().creationTime(), now));
    }

    /** The changes and {@code written}, on condition that the store knows {@code known} or nothing later. */
    static SessionUpdate ofContentAndTimes(
            SessionChanges changes, SessionTimes known, SessionTimes written, TouchPolicy policy, Instant now) {
        SessionUpdate update = new SessionUpdate(changes, Condition.timesMayBeWritten(known, written, now));
        Map<String, AttributeValue> times = ItemTimes.of(written, policy);
        update.setOrRemove(SessionTable.ACCESSED, SessionTable.ACCESSED, times);
        update.setOrRemove(SessionTable.IDLE, SessionTable.IDLE, times);
        update.setOrRemove(SessionTable.EXPIRES, SessionTable.EXPIRES, times);
        update.names.put("#ttl", SessionTable.TTL); // a reserved word
        update.setOrRemove("#ttl", SessionTable.TTL, times);
        return update;
    }

    void writeTo(UpdateItemRequest.Builder request) {
        List<String> clauses = new ArrayList<>();
        if (!set.isEmpty()) {
            clauses.add("SET " + String.join(", ", set));
        }
        if (!remove.isEmpty()) {
            clauses.add("REMOVE " + String.join(", ", remove));
        }
        if (changesContent) {
            clauses.add("ADD v :one");
            values.put(":one", number(1));
        }
        values.putAll(condition.values());
        request.updateExpression(String.join(" ", clauses))
                .conditionExpression(condition.expression())
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values);
    }

    private void add(String map, Delta delta) {
        delta.set().forEach((name, bytes) -> {
            String value = ":" + map + set.size();
            values.put(value, AttributeValues.bytes(bytes));
            set.add(path(map, name) + " = " + value);
        });
        delta.removed().forEach(name -> remove.add(path(map, name)));
    }

    private String path(String map, String attributeName) {
        String alias = "#" + map + names.size();
        names.put(alias, AttributeValues.escape(attributeName));
        return map + "." + alias;
    }

    private void setOrRemove(String path, String name, Map<String, AttributeValue> times) {
        AttributeValue value = times.get(name);
        if (value == null) {
            remove.add(path);
        } else {
            values.put(":" + name, value);
            set.add(path + " = :" + name);
        }
    }
}
