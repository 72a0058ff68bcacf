package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The stream of a table, which tells each change of an item by what it was before and after. Nodes do without it. IAM actions:
 * {@code dynamodb:DescribeTable}; to turn it on also {@code UpdateTable}.
 */
public final class TableStream implements AutoCloseable {

    private static final StreamViewType BOTH_IMAGES = StreamViewType.NEW_AND_OLD_IMAGES;

    private final OwnedClient client;
    private final DynamoDbStreamsClient records;
    private final String tableName;

    private TableStream(SessionStoreConfig config) {
        client = OwnedClient.connect(config);
        records = client.streams();
        tableName = config.tableName();
    }

    /**
     * Connects, and asks nothing yet.
     *
     * @throws io.github.dynamosession.store.StoreException if there are no credentials
     */
    public static TableStream of(SessionStoreConfig config) {
        return new TableStream(config);
    }

    /**
     * The ARN of the stream; empty if it is off.
     *
     * @throws InvalidConfigurationException if the stream leaves out one of both images
     * @throws io.github.dynamosession.store.StoreException if DynamoDB cannot be asked
     */
    public Optional<String> arn() {
        TableDescription table = called("look for the stream of", () -> client.client()
                .describeTable(request -> request.tableName(tableName))
                .table());
        StreamSpecification stream = table.streamSpecification();
        if (stream == null || !Boolean.TRUE.equals(stream.streamEnabled())) {
            return Optional.empty();
        }
        if (stream.streamViewType() != BOTH_IMAGES) {
            throw new InvalidConfigurationException(List.of("table " + tableName + " has a stream of "
                    + stream.streamViewTypeAsString() + ", not of " + BOTH_IMAGES
                    + "; turn it off, if nobody else needs it, and turn the other one on"));
        }
        return Optional.of(table.latestStreamArn());
    }

    /**
     * Turns the stream on, if it is off.
     *
     * @throws InvalidConfigurationException as {@link #arn} does
     * @throws io.github.dynamosession.store.StoreException likewise
     */
    public void enable() {
        if (arn().isEmpty()) {
            called("turn on the stream of", () -> client.client().updateTable(request -> request.tableName(tableName)
                    .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(BOTH_IMAGES))));
        }
    }

    /** Reads the stream; closed with this. */
    public DynamoDbStreamsClient records() {
        return records;
    }

    private <T> T called(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw StoreFailures.of(what + " table " + tableName, e);
        }
    }

    @Override
    public void close() {
        records.close();
        client.close();
    }
}
