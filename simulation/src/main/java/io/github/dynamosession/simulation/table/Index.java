package io.github.dynamosession.simulation.table;

import io.github.dynamosession.simulation.table.Operand.Aliases;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * An index with a string as partition key and a number as sort key, which has the keys of the items that have both. It learns
 * of changes of an item in whatever order, and believes the last one.
 */
final class Index {

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::range).thenComparing(Place::id);
    private static final Place FIRST = new Place(Long.MIN_VALUE, "");

    /** Where an entry is in its partition. */
    private record Place(long range, String id) {}

    /** @param partition null if the item is not in the index */
    private record Known(long change, @Nullable String partition, Place place) {}

    private final String hash;
    private final String range;
    private final Map<String, NavigableMap<Place, Map<String, AttributeValue>>> partitions = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();

    Index(String hash, String range) {
        this.hash = hash;
        this.range = range;
    }

    /** @param change grows with each change of the table */
    void learn(long change, String id, Map<String, AttributeValue> item) {
        Known before = known.get(id);
        if (before != null && before.change() > change) {
            return;
        }
        if (before != null && before.partition() != null) {
            Objects.requireNonNull(partitions.get(before.partition())).remove(before.place());
        }
        AttributeValue partition = item.get(hash);
        AttributeValue at = item.get(range);
        if (partition == null || at == null) {
            known.put(id, new Known(change, null, FIRST)); // remembers the change, as an earlier one may come yet
            return;
        }
        Place place = new Place(Long.parseLong(at.n()), id);
        known.put(id, new Known(change, partition.s(), place));
        partitions
                .computeIfAbsent(partition.s(), name -> new TreeMap<>(ORDER))
                .put(place, Map.of("id", AttributeValue.fromS(id), hash, partition, range, at));
    }

    /** Whether a change of an item is one of its entry: each costs DynamoDB a write, or two. */
    int writes(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        boolean was = before.containsKey(hash) && before.containsKey(range);
        boolean is = after.containsKey(hash) && after.containsKey(range);
        boolean same = Objects.equals(before.get(hash), after.get(hash))
                && Objects.equals(before.get(range), after.get(range));
        if (was && is) {
            return same ? 0 : 2;
        }
        return was || is ? 1 : 0;
    }

    /** The entries that a query asks for, in their order, without its limit. */
    Stream<Map<String, AttributeValue>> find(QueryRequest query) {
        Aliases aliases = new Aliases(query.expressionAttributeNames(), query.expressionAttributeValues());
        Tokens tokens = new Tokens(query.keyConditionExpression());
        requireName(hash, tokens, aliases);
        tokens.require("=");
        NavigableMap<Place, Map<String, AttributeValue>> found =
                partitions.getOrDefault(aliases.value(tokens.take()).s(), new TreeMap<>(ORDER));
        if (tokens.takeIf("AND")) {
            requireName(range, tokens, aliases);
            String comparator = tokens.take();
            found = part(
                    found,
                    comparator,
                    Long.parseLong(aliases.value(tokens.take()).n()));
        }
        if (query.hasExclusiveStartKey()) {
            found = found.tailMap(place(query.exclusiveStartKey()), false);
        }
        return List.copyOf(found.values()).stream();
    }

    private static void requireName(String name, Tokens tokens, Aliases aliases) {
        if (!Path.of(tokens.take(), aliases.names()).names().equals(List.of(name))) {
            throw Errors.invalid("Query condition missed key schema element: " + name);
        }
    }

    private static NavigableMap<Place, Map<String, AttributeValue>> part(
            NavigableMap<Place, Map<String, AttributeValue>> all, String comparator, long bound) {
        Place afterBound = new Place(bound + 1, "");
        return switch (comparator) {
            case "<=" -> all.headMap(afterBound, false);
            case ">" -> all.tailMap(afterBound, true);
            default -> throw Errors.invalid("Invalid operator used in KeyConditionExpression: " + comparator);
        };
    }

    private Place place(Map<String, AttributeValue> key) {
        return new Place(
                Long.parseLong(Objects.requireNonNull(key.get(range)).n()),
                Objects.requireNonNull(key.get("id")).s());
    }
}
