package io.github.dynamosession.benchmarks.stub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The items of one table by their key {@code id}, as DynamoDB's JSON has them, and what calls do to them. One call at a time.
 * An item is never changed, but replaced.
 */
final class StoredItems {

    /** What DynamoDB answers to a call whose condition does not hold. */
    static final class ConditionFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialized
        private final Map<String, Object> item;

        private ConditionFailedException(Map<String, Object> item) {
            super(null, null, false, false);
            this.item = item;
        }

        Map<String, Object> item() {
            return item;
        }
    }

    private static final Pattern CLAUSE = Pattern.compile("(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)");

    private final Map<String, Map<String, Object>> items = new HashMap<>();

    /** The answer to a call, but for the capacity. */
    synchronized Map<String, Object> answer(String operation, Map<String, Object> call) {
        return switch (operation) {
            case "GetItem" -> get(call);
            case "PutItem" -> put(call);
            case "UpdateItem" -> update(call);
            case "Query" -> query(call);
            default -> throw new UnsupportedOperationException(operation);
        };
    }

    private Map<String, Object> get(Map<String, Object> call) {
        refuse(call, "ProjectionExpression");
        Map<String, Object> item = items.get(id(Json.map(call, "Key")));
        return item == null ? Map.of() : Map.of("Item", item);
    }

    private Map<String, Object> put(Map<String, Object> call) {
        Map<String, Object> item = Json.map(call, "Item");
        require(call, id(item));
        items.put(id(item), item);
        return Map.of();
    }

    private Map<String, Object> update(Map<String, Object> call) {
        refuse(call, "ReturnValues");
        String id = id(Json.map(call, "Key"));
        Map<String, Object> next = new HashMap<>(require(call, id));
        next.putIfAbsent("id", Map.of("S", id));
        Matcher clauses = CLAUSE.matcher(Objects.requireNonNull(Json.text(call, "UpdateExpression")));
        while (clauses.find()) {
            for (String action : clauses.group(2).split(", ")) {
                apply(clauses.group(1), action, next, call);
            }
        }
        items.put(id, next);
        return Map.of();
    }

    private static void apply(String clause, String action, Map<String, Object> item, Map<String, Object> call) {
        Map<String, Object> values = Json.map(call, "ExpressionAttributeValues");
        String[] words = action.split(" = | ");
        List<String> path = path(words[0], Json.map(call, "ExpressionAttributeNames"));
        if (words.length > 2) {
            throw new UnsupportedOperationException("update " + action);
        }
        switch (clause) {
            case "SET" -> set(item, path, value(values, words[1]));
            case "REMOVE" -> set(item, path, null);
            default -> set(item, path, sum(Json.map(item, words[0]), value(values, words[1])));
        }
    }

    private static Map<String, Object> value(Map<String, Object> values, String alias) {
        if (!values.containsKey(alias)) {
            throw new UnsupportedOperationException("value " + alias);
        }
        return Json.map(values, alias);
    }

    private static Map<String, Object> sum(Map<String, Object> before, Map<String, Object> more) {
        long sum = Long.parseLong(before.getOrDefault("N", "0").toString())
                + Long.parseLong(Objects.requireNonNull(more.get("N")).toString());
        return Map.of("N", Long.toString(sum));
    }

    /** @param value null: removes it */
    private static void set(Map<String, Object> item, List<String> path, @Nullable Map<String, Object> value) {
        if (path.size() > 1) {
            Map<String, Object> inner = new HashMap<>(Json.map(Json.map(item, path.get(0)), "M"));
            set(inner, path.subList(1, path.size()), value);
            item.put(path.get(0), Map.of("M", inner));
        } else if (value == null) {
            item.remove(path.get(0));
        } else {
            item.put(path.get(0), value);
        }
    }

    private Map<String, Object> query(Map<String, Object> call) {
        refuse(call, "FilterExpression");
        refuse(call, "ExclusiveStartKey");
        String keys = Objects.requireNonNull(Json.text(call, "KeyConditionExpression"));
        List<Map<String, Object>> found = new ArrayList<>(items.values());
        found.removeIf(item -> !Expression.holds(keys, item, call));
        if (!found.isEmpty()) {
            throw new UnsupportedOperationException("a query that finds something: " + keys);
        }
        return Map.of("Items", List.of(), "Count", 0, "ScannedCount", 0);
    }

    /** The item that the condition of the call holds for; empty if there is none. */
    private Map<String, Object> require(Map<String, Object> call, String id) {
        Map<String, Object> item = items.getOrDefault(id, Map.of());
        String condition = Json.text(call, "ConditionExpression");
        if (condition != null && !Expression.holds(condition, item, call)) {
            throw new ConditionFailedException(item);
        }
        return item;
    }

    /** The names of a path without aliases. */
    static List<String> path(String path, Map<String, Object> aliases) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("\\.")) {
            names.add(name.startsWith("#") ? Objects.requireNonNull(Json.text(aliases, name), name) : name);
        }
        return names;
    }

    private static String id(Map<String, Object> key) {
        return Objects.requireNonNull(Json.text(Json.map(key, "id"), "S"), "id");
    }

    private static void refuse(Map<String, Object> call, String part) {
        if (call.containsKey(part)) {
            throw new UnsupportedOperationException(part + " " + call.get(part));
        }
    }
}
