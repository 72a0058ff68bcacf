package io.github.dynamosession.simulation.table;

import io.github.dynamosession.simulation.table.Operand.Aliases;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One table in memory, with the key {@code id} and the indexes of sessions, that does what DynamoDB does with the calls that
 * sessions make. What it cannot do is an error as of a wrong request. Any thread may call it; each call is atomic.
 *
 * <p>An item is never changed but replaced, and so are the maps in it.
 */
public final class MemoryTable {

    private static final int MAX_ITEM_BYTES = 400 * 1024;
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4096;
    private static final Map<String, AttributeValue> NOTHING = Map.of();

    private final String name;
    private final Consumer<Runnable> indexing;
    private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> replaced = new HashMap<>();
    private final Map<String, Index> indexes =
            Map.of("by-expiry", new Index("shard", "expires"), "by-user", new Index("user", "created"));
    private final Set<String> transactions = new HashSet<>();
    private long changes;

    /** @param indexing runs what the indexes learn of a change: at once, or later, as they do in DynamoDB */
    public MemoryTable(String name, Consumer<Runnable> indexing) {
        this.name = name;
        this.indexing = indexing;
    }

    /**
     * Reads an item.
     *
     * @param behind whether a read that need not be consistent shows the item as it was before its last change
     */
    public synchronized GetItemResponse get(GetItemRequest request, boolean behind) {
        String id = id(request.key());
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());
        Map<String, AttributeValue> item = behind && !consistent ? replaced.getOrDefault(id, item(id)) : item(id);
        double units = Math.max(1, Math.ceil((double) Values.bytes(item) / READ_UNIT)) * (consistent ? 1 : 0.5);
        GetItemResponse.Builder response = GetItemResponse.builder().consumedCapacity(units(units));
        if (item.isEmpty()) {
            return response.build();
        }
        String projection = request.projectionExpression();
        return response.item(
                        projection == null ? item : projected(item, projection, request.expressionAttributeNames()))
                .build();
    }

    private static Map<String, AttributeValue> projected(
            Map<String, AttributeValue> item, String projection, Map<String, String> aliases) {
        Map<String, AttributeValue> projected = new HashMap<>();
        for (String part : projection.split(",", -1)) {
            Path path = Path.of(part.trim(), aliases);
            AttributeValue value = path.in(item);
            if (value != null) {
                projected.put(path.names().get(0), value); // all that sessions ask for are attributes as a whole
            }
        }
        return projected;
    }

    public synchronized QueryResponse query(QueryRequest request) {
        Index index = indexes.get(request.indexName());
        if (index == null || request.filterExpression() != null) {
            throw Errors.invalid("The table does not have the specified index: " + request.indexName());
        }
        List<Map<String, AttributeValue>> all = index.find(request).toList();
        int limit = request.limit() == null ? Integer.MAX_VALUE : request.limit();
        List<Map<String, AttributeValue>> page = all.subList(0, Math.min(limit, all.size()));
        int bytes = page.stream().mapToInt(Values::bytes).sum();
        QueryResponse.Builder response = QueryResponse.builder()
                .items(page)
                .count(page.size())
                .consumedCapacity(units(Math.max(1, Math.ceil((double) bytes / READ_UNIT)) / 2));
        if (page.size() == limit) { // as DynamoDB does, whether or not there are more
            response.lastEvaluatedKey(page.get(limit - 1));
        }
        return response.build();
    }

    public synchronized PutItemResponse put(PutItemRequest request) {
        String id = id(request.item());
        require(
                id,
                request.conditionExpression(),
                new Aliases(request.expressionAttributeNames(), request.expressionAttributeValues()),
                request.returnValuesOnConditionCheckFailure());
        double units = replace(id, request.item());
        return PutItemResponse.builder().consumedCapacity(units(units)).build();
    }

    public synchronized UpdateItemResponse update(UpdateItemRequest request) {
        String id = id(request.key());
        Aliases aliases = new Aliases(request.expressionAttributeNames(), request.expressionAttributeValues());
        require(id, request.conditionExpression(), aliases, request.returnValuesOnConditionCheckFailure());
        Map<String, AttributeValue> before = new HashMap<>(item(id));
        before.putAll(request.key());
        Map<String, AttributeValue> after = UpdateExpression.apply(request.updateExpression(), aliases, before);
        double units = replace(id, after);
        UpdateItemResponse.Builder response = UpdateItemResponse.builder().consumedCapacity(units(units));
        return (request.returnValues() == ReturnValue.ALL_NEW ? response.attributes(after) : response).build();
    }

    public synchronized DeleteItemResponse delete(DeleteItemRequest request) {
        String id = id(request.key());
        require(
                id,
                request.conditionExpression(),
                new Aliases(request.expressionAttributeNames(), request.expressionAttributeValues()),
                request.returnValuesOnConditionCheckFailure());
        Map<String, AttributeValue> before = item(id);
        double units = replace(id, NOTHING);
        DeleteItemResponse.Builder response = DeleteItemResponse.builder().consumedCapacity(units(units));
        boolean shown = request.returnValues() == ReturnValue.ALL_OLD && !before.isEmpty();
        return (shown ? response.attributes(before) : response).build();
    }

    /** Puts alone, as sessions do. One that comes again with the token of an earlier one does nothing. */
    public synchronized TransactWriteItemsResponse write(TransactWriteItemsRequest request) {
        if (transactions.contains(request.clientRequestToken())) {
            return response(request, 0);
        }
        List<CancellationReason> reasons = request.transactItems().stream()
                .map(write -> refusal(put(write)))
                .toList();
        if (reasons.stream().anyMatch(reason -> !"None".equals(reason.code()))) {
            throw Errors.cancelled(reasons);
        }
        transactions.add(request.clientRequestToken());
        double units = 0;
        for (TransactWriteItem write : request.transactItems()) {
            units += 2 * replace(id(put(write).item()), put(write).item());
        }
        return response(request, units);
    }

    private TransactWriteItemsResponse response(TransactWriteItemsRequest request, double units) {
        boolean asked = request.returnConsumedCapacity() != null;
        return TransactWriteItemsResponse.builder()
                .consumedCapacity(asked ? List.of(units(units)) : List.of())
                .build();
    }

    private static Put put(TransactWriteItem write) {
        if (write.put() == null) {
            throw Errors.invalid("a transaction of anything but puts");
        }
        return write.put();
    }

    private CancellationReason refusal(Put put) {
        String id = id(put.item());
        Aliases aliases = new Aliases(put.expressionAttributeNames(), put.expressionAttributeValues());
        if (holds(id, put.conditionExpression(), aliases)) {
            return CancellationReason.builder().code("None").build();
        }
        CancellationReason.Builder reason =
                CancellationReason.builder().code("ConditionalCheckFailed").message("The conditional request failed");
        boolean shown = put.returnValuesOnConditionCheckFailure() == ReturnValuesOnConditionCheckFailure.ALL_OLD
                && !item(id).isEmpty();
        return (shown ? reason.item(item(id)) : reason).build();
    }

    /** What DynamoDB does by itself at some time: deletes what has a {@code ttl} of then or before. */
    public synchronized void expire(long epochSecond) {
        List<String> due = items.entrySet().stream()
                .filter(item -> item.getValue().containsKey("ttl"))
                .filter(item ->
                        Long.parseLong(Objects.requireNonNull(item.getValue().get("ttl"))
                                        .n())
                                <= epochSecond)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(id -> replace(id, NOTHING));
    }

    private Map<String, AttributeValue> item(String id) {
        return items.getOrDefault(id, NOTHING);
    }

    private boolean holds(String id, @Nullable String condition, Aliases aliases) {
        return condition == null
                || ConditionExpression.parse(condition, aliases).test(item(id));
    }

    private void require(
            String id,
            @Nullable String condition,
            Aliases aliases,
            @Nullable ReturnValuesOnConditionCheckFailure onFailure) {
        if (!holds(id, condition, aliases)) {
            boolean shown = onFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD && !item(id).isEmpty();
            throw Errors.conditionFailed(shown ? item(id) : null);
        }
    }

    /** @return write units, those of the indexes too */
    private double replace(String id, Map<String, AttributeValue> after) {
        Map<String, AttributeValue> before = item(id);
        int bytes = Values.bytes(after);
        if (bytes > MAX_ITEM_BYTES) {
            throw Errors.invalid("Item size has exceeded the maximum allowed size");
        }
        if (after.isEmpty()) {
            items.remove(id);
        } else {
            items.put(id, after);
        }
        replaced.put(id, before);
        long change = ++changes;
        int entries = 0;
        for (Index index : indexes.values()) {
            int writes = index.writes(before, after);
            entries += writes;
            if (writes > 0) {
                indexing.accept(() -> learn(index, change, id, after));
            }
        }
        return Math.max(1, Math.ceil((double) Math.max(bytes, Values.bytes(before)) / WRITE_UNIT)) + entries;
    }

    private synchronized void learn(Index index, long change, String id, Map<String, AttributeValue> item) {
        index.learn(change, id, item);
    }

    private ConsumedCapacity units(double units) {
        return ConsumedCapacity.builder().tableName(name).capacityUnits(units).build();
    }

    private static String id(Map<String, AttributeValue> key) {
        AttributeValue id = key.get("id");
        if (id == null || id.s() == null) {
            throw Errors.invalid("One of the required keys was not given a value");
        }
        return id.s();
    }
}
