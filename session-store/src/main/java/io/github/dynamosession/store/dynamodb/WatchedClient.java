package io.github.dynamosession.store.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
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

/**
 * A client whose requests tell the SDK's figures of them to someone, whosever client it is: nothing of its configuration
 * changes. It has the calls of {@link TableCalls}, and is not to be closed.
 */
final class WatchedClient implements DynamoDbClient {

    /** Whether the SDK has the name that the drop-in jars give it; their build replaces longer parts of its own in texts. */
    static final boolean IS_RELOCATED = !DynamoDbClient.class.getName().startsWith("software.");

    private final DynamoDbClient client;
    private final AwsRequestOverrideConfiguration watched;

    /** @param watchers all that are told: a request that names any is not told to those of its client */
    private WatchedClient(DynamoDbClient client, List<MetricPublisher> watchers) {
        this.client = client;
        this.watched = AwsRequestOverrideConfiguration.builder()
                .metricPublishers(watchers)
                .build();
    }

    /** @param others what the client tells its figures to by its configuration, see {@link #watchersOf} */
    static DynamoDbClient of(DynamoDbClient client, List<MetricPublisher> others, MetricPublisher watcher) {
        List<MetricPublisher> all = new ArrayList<>(others);
        all.add(watcher);
        return new WatchedClient(client, all);
    }

    static List<MetricPublisher> watchersOf(DynamoDbClient client) {
        return client.serviceClientConfiguration().overrideConfiguration().metricPublishers();
    }

    @SuppressWarnings("unchecked") // a request's builder builds one of its type
    private <T extends DynamoDbRequest> T watched(T request) {
        return (T) request.toBuilder().overrideConfiguration(watched).build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return client.getItem(watched(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return client.query(watched(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return client.putItem(watched(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return client.updateItem(watched(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return client.deleteItem(watched(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return client.transactWriteItems(watched(request));
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    /** The client belongs to others. */
    @Override
    public void close() {}
}
