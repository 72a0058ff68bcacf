package io.github.dynamosession.simulation.network;

import io.github.dynamosession.simulation.network.Attempts.Attempt;
import io.github.dynamosession.simulation.table.Errors;
import io.github.dynamosession.simulation.world.World;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What is between the nodes and the table, and does to each attempt what the {@link Weather} says. */
public final class Network {

    private final World world;
    private final Weather weather;

    public Network(World world, Weather weather) {
        this.world = world;
        this.weather = weather;
    }

    /** The way of one node's calls. */
    public Wire wire(RetryStrategy retries, Duration attemptTimeout) {
        return new Attempts(world, this::carry, retries, attemptTimeout);
    }

    private void carry(DynamoDbRequest request, Supplier<?> atTable, Attempt attempt) {
        if (weather.isTableGone() || world.once(weather.rates().lost())) {
            return;
        }
        boolean late = world.once(weather.rates().late());
        world.after(late ? weather.late() : weather.usual(), () -> arrive(request, atTable, attempt));
        if (world.once(weather.rates().doubled())) {
            world.after(weather.late(), () -> arrive(request, atTable, new Attempt()));
        }
    }

    private void arrive(DynamoDbRequest request, Supplier<?> atTable, Attempt attempt) {
        if (weather.isTableGone()) {
            return;
        }
        Supplier<?> answer = answer(request, atTable);
        if (!world.once(weather.rates().unanswered())) {
            world.after(weather.usual(), () -> attempt.answer(world, answer));
        }
    }

    private Supplier<?> answer(DynamoDbRequest request, Supplier<?> atTable) {
        if (world.once(weather.rates().throttled())) {
            return refusal(Errors.throttled());
        }
        if (isWrite(request) && world.once(weather.rates().conflicting())) {
            return refusal(
                    request instanceof TransactWriteItemsRequest transaction
                            ? Errors.conflictOf(transaction.transactItems().size())
                            : Errors.conflict());
        }
        boolean broken = world.once(weather.rates().broken());
        if (broken && world.once(2)) {
            return refusal(Errors.internal());
        }
        try {
            Object result = atTable.get();
            return broken ? refusal(Errors.internal()) : () -> result;
        } catch (SdkException e) {
            return refusal(e);
        }
    }

    private static boolean isWrite(DynamoDbRequest request) {
        return !(request instanceof GetItemRequest) && !(request instanceof QueryRequest);
    }

    private static Supplier<?> refusal(SdkException e) {
        return () -> {
            throw e;
        };
    }
}
