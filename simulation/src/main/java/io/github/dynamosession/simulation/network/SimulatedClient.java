package io.github.dynamosession.simulation.network;

import io.github.dynamosession.simulation.table.MemoryTable;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A node's client of the table: the calls that sessions make, over a wire. */
public final class SimulatedClient implements DynamoDbClient {

    private final MemoryTable table;
    private final Mutation mutation;
    private final Wire wire;
    private final BooleanSupplier behind;

    /**
     * @param mutation what calls lack
     * @param behind whether a read that need not be consistent is behind
     */
    public SimulatedClient(MemoryTable table, Mutation mutation, Wire wire, BooleanSupplier behind) {
        this.table = table;
        this.mutation = mutation;
        this.wire = wire;
        this.behind = behind;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        GetItemRequest sent = mutation.of(request);
        return wire.call(sent, () -> table.get(sent, behind.getAsBoolean()));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return wire.call(request, () -> table.query(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return wire.call(request, () -> table.put(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        UpdateItemRequest sent = mutation.of(request);
        return wire.call(sent, () -> table.update(sent));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return wire.call(request, () -> table.delete(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return wire.call(request, () -> table.write(request));
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
        return DynamoDbServiceClientConfiguration.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
