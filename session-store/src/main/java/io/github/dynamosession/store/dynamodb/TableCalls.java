package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.dynamodb.CallRunner.Call;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The calls on the table: one method, one call to DynamoDB. A failed condition is a result.
 */
final class TableCalls {

    /** Both results of a rename; refused if either is. */
    record MoveResult(WriteResult put, WriteResult mark) implements CallRunner.Conditional {

        @Override
        public boolean applied() {
            return put.applied() && mark.applied();
        }
    }

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final String tableName;
    private final CallCounter counter;
    private final CallRunner runner;

    TableCalls(DynamoDbClient client, Turns turns, String tableName, CallCounter counter) {
        this.tableName = tableName;
        this.counter = counter;
        this.runner = new CallRunner(client, turns, tableName, counter);
    }

    String where(SessionKey key) {
        return "session " + key + " from table " + tableName;
    }

    /** For messages: something in this table. */
    String inTable(String what) {
        return what + " in table " + tableName;
    }

    // ---------------------------------------------------------------- any item

    /**
     * Reads an item.
     *
     * @param how consistent or not, and what of it
     */
    Optional<Map<String, AttributeValue>> read(
            Operation operation, String where, String id, Consumer<GetItemRequest.Builder> how) {
        return runner.call(operation, where, client -> {
            GetItemResponse response = client.getItem(request -> how.accept(
                    request.tableName(tableName).key(id(id)).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)));
            counter.read(operation, response.consumedCapacity());
            return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
        });
    }

    /** A page of an index. */
    QueryResponse query(
            Operation operation, String where, String index, Condition keys, Consumer<QueryRequest.Builder> page) {
        return runner.call(operation, where, client -> {
            QueryResponse response = client.query(request -> page.accept(request.tableName(tableName)
                    .indexName(index)
                    .keyConditionExpression(keys.expression())
                    .expressionAttributeValues(keys.values())
                    .expressionAttributeNames(keys.names())
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)));
            counter.read(operation, response.consumedCapacity());
            return response;
        });
    }

    /** Puts an item, whatever is there. */
    void put(Operation operation, String where, Map<String, AttributeValue> item) {
        runner.call(
                operation,
                where,
                client -> applied(
                        operation,
                        client.putItem(request -> request.tableName(tableName)
                                        .item(item)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()));
    }

    /** Deletes an item, if there is one. */
    void delete(Operation operation, String where, String id) {
        runner.call(
                operation,
                where,
                client -> applied(
                        operation,
                        client.deleteItem(request -> request.tableName(tableName)
                                        .key(id(id))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()));
    }

    /** Updates an item, or makes it; not at all if its condition fails. */
    void updateIf(Operation operation, String where, String id, Consumer<UpdateItemRequest.Builder> update) {
        runner.call(operation, where, client -> {
            try {
                return applied(
                        operation,
                        client.updateItem(request -> update.accept(request.tableName(tableName)
                                        .key(id(id))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)))
                                .consumedCapacity());
            } catch (ConditionalCheckFailedException e) {
                return new WriteResult(false, Optional.empty(), false);
            }
        });
    }

    // ---------------------------------------------------------------- sessions

    Optional<SessionItem> get(Operation operation, SessionKey key, boolean consistent) {
        return readSession(operation, key, request -> request.consistentRead(consistent));
    }

    /** The same, of what {@code how} says of the item. */
    Optional<SessionItem> readSession(Operation operation, SessionKey key, Consumer<GetItemRequest.Builder> how) {
        return read(operation, where(key), key.partitionKey(), how).map(values -> new SessionItem(where(key), values));
    }

    /** Times and user of a session, nothing of what it holds: for those, too, who must not see it. */
    Optional<SessionItem> times(SessionKey key, boolean consistent) {
        return readSession(Operation.FIND, key, request -> request.consistentRead(consistent)
                .projectionExpression("id, created, accessed, idle, expires, claimed, #user")
                .expressionAttributeNames(Map.of("#user", SessionTable.USER)));
    }

    WriteResult put(Operation operation, SessionKey key, SessionItem item, Condition condition) {
        requireFit(key, item);
        return conditional(
                operation,
                key,
                item::sizes,
                client -> applied(
                        operation,
                        client.putItem(request -> request.tableName(tableName)
                                        .item(item.values())
                                        .conditionExpression(condition.expression())
                                        .expressionAttributeValues(condition.valuesOrNull())
                                        .expressionAttributeNames(condition.namesOrNull())
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                                .consumedCapacity()));
    }

    /** @param sizes what the item would hold, asked for only if DynamoDB finds it too large */
    WriteResult update(
            Operation operation, SessionKey key, SessionUpdate update, Supplier<Map<String, Integer>> sizes) {
        UpdateItemRequest request = request(key, update).build();
        return conditional(
                operation,
                key,
                sizes,
                client -> applied(operation, client.updateItem(request).consumedCapacity()));
    }

    /** An update whose result has the item as it left it: a claim or a lock. */
    WriteResult take(Operation operation, SessionKey key, SessionUpdate update) {
        UpdateItemRequest request =
                request(key, update).returnValues(ReturnValue.ALL_NEW).build();
        return conditional(operation, key, Map::of, client -> {
            UpdateItemResponse response = client.updateItem(request);
            counter.written(operation, response.consumedCapacity());
            return new WriteResult(true, item(key, true, response.attributes()), false);
        });
    }

    /** The lock of a session as it was a moment ago, for half of what a consistent read costs; empty without one. */
    Optional<SessionItem> peekAtLock(SessionKey key) {
        return readSession(Operation.LOCK, key, request -> request.projectionExpression("#lock")
                .expressionAttributeNames(Map.of("#lock", SessionTable.LOCK)));
    }

    private UpdateItemRequest.Builder request(SessionKey key, SessionUpdate update) {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(tableName)
                .key(id(key))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        update.writeTo(request);
        return request;
    }

    /** Its result has the item that was deleted. */
    WriteResult delete(Operation operation, SessionKey key, Condition condition) {
        return conditional(operation, key, Map::of, client -> {
            DeleteItemResponse response = client.deleteItem(request -> request.tableName(tableName)
                    .key(id(key))
                    .conditionExpression(condition.expression())
                    .expressionAttributeValues(condition.values())
                    .expressionAttributeNames(condition.namesOrNull())
                    .returnValues(ReturnValue.ALL_OLD)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
            counter.written(operation, response.consumedCapacity());
            return new WriteResult(true, item(key, response.hasAttributes(), response.attributes()), false);
        });
    }

    /** Puts {@code item} where no item is and {@code mark} in the place of {@code from}, both or neither. */
    MoveResult move(SessionKey from, Condition movable, SessionItem mark, SessionKey to, SessionItem item) {
        requireFit(to, item);
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .clientRequestToken(UUID.randomUUID().toString()) // the SDK's retries of this one attempt are one write
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .transactItems(putIf(item, Condition.ABSENT), putIf(mark, movable))
                .build();
        return write(Operation.RENAME, from, item::sizes, client -> {
            try {
                client.transactWriteItems(request)
                        .consumedCapacity()
                        .forEach(capacity -> counter.written(Operation.RENAME, capacity));
                return new MoveResult(WriteResult.APPLIED, WriteResult.APPLIED);
            } catch (TransactionCanceledException e) {
                if (!e.hasCancellationReasons() || ErrorMeaning.of(e) != ErrorMeaning.REFUSED) {
                    throw e;
                }
                return new MoveResult(
                        result(to, e.cancellationReasons().get(0)),
                        result(from, e.cancellationReasons().get(1)));
            }
        });
    }

    private TransactWriteItem putIf(SessionItem item, Condition condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(tableName)
                        .item(item.values())
                        .conditionExpression(condition.expression())
                        .expressionAttributeValues(condition.valuesOrNull())
                        .expressionAttributeNames(condition.namesOrNull())
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private WriteResult result(SessionKey key, CancellationReason reason) {
        return CONDITION_FAILED.equals(reason.code())
                ? new WriteResult(false, item(key, reason.hasItem(), reason.item()), false)
                : WriteResult.APPLIED;
    }

    private WriteResult conditional(
            Operation operation, SessionKey key, Supplier<Map<String, Integer>> sizes, Call<WriteResult> write) {
        AtomicInteger made = new AtomicInteger();
        return write(operation, key, sizes, client -> {
            made.incrementAndGet();
            try {
                return write.by(client);
            } catch (ConditionalCheckFailedException e) {
                return new WriteResult(false, item(key, e.hasItem(), e.item()), made.get() > 1 || e.numAttempts() > 1);
            }
        });
    }

    private WriteResult applied(Operation operation, ConsumedCapacity capacity) {
        counter.written(operation, capacity);
        return WriteResult.APPLIED;
    }

    private <T> T write(Operation operation, SessionKey key, Supplier<Map<String, Integer>> sizes, Call<T> call) {
        return runner.call(operation, where(key), client -> {
            try {
                return call.by(client);
            } catch (SdkException e) {
                if (StoreFailures.isItemTooLarge(e)) {
                    throw SessionTooLargeException.ofItem(key, sizes.get());
                }
                throw e;
            }
        });
    }

    private Optional<SessionItem> item(SessionKey key, boolean present, Map<String, AttributeValue> values) {
        return present ? Optional.of(new SessionItem(where(key), values)) : Optional.empty();
    }

    private static void requireFit(SessionKey key, SessionItem item) {
        if (ItemSize.of(item.values()) > SessionStoreConfig.MAX_ITEM_BYTES) {
            throw SessionTooLargeException.ofItem(key, item.sizes());
        }
    }

    private static Map<String, AttributeValue> id(SessionKey key) {
        return id(key.partitionKey());
    }

    private static Map<String, AttributeValue> id(String id) {
        return Map.of(SessionTable.ID, AttributeValues.text(id));
    }
}
