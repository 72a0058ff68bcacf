package io.github.dynamosession.simulation.network;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** The way of a call from a node to the table, and of its answer back. */
@FunctionalInterface
public interface Wire {

    /**
     * Makes a call as the SDK's client does, with its attempts.
     *
     * @param atTable what the table does at each attempt that reaches it
     * @throws software.amazon.awssdk.core.exception.SdkException what the client throws
     */
    <T> T call(DynamoDbRequest request, Supplier<T> atTable);
}
