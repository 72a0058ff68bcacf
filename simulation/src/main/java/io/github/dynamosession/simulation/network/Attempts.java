package io.github.dynamosession.simulation.network;

import io.github.dynamosession.simulation.world.World;
import io.github.dynamosession.simulation.world.World.Signal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * The attempts of a node's calls: as many, and as far apart, as the product's own retry strategy says. One that is not answered in
 * time is given up, and may be applied at any time after.
 */
public final class Attempts implements Wire {

    /** An attempt, and what came of it. */
    static final class Attempt {

        private final Signal answered = new Signal();
        private @Nullable Supplier<?> answer;

        /** @param result returns what the table has returned, or throws what it has thrown */
        void answer(World world, Supplier<?> result) {
            answer = result;
            world.give(answered);
        }
    }

    /** Brings an attempt to the table, or does not, and its answer back, or does not. */
    @FunctionalInterface
    interface Carrier {

        void carry(DynamoDbRequest request, Supplier<?> atTable, Attempt attempt);
    }

    private final World world;
    private final Carrier carrier;
    private final RetryStrategy retries;
    private final Duration attemptTimeout;

    Attempts(World world, Carrier carrier, RetryStrategy retries, Duration attemptTimeout) {
        this.world = world;
        this.carrier = carrier;
        this.retries = retries;
        this.attemptTimeout = attemptTimeout;
    }

    @Override
    public <T> T call(DynamoDbRequest request, Supplier<T> atTable) {
        RetryStrategy strategy = strategyOf(request).orElse(retries);
        RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("simulation"))
                .token();
        for (int number = 1; ; number++) {
            Attempt attempt = new Attempt();
            carrier.carry(request, atTable, attempt);
            try {
                @SuppressWarnings("unchecked") // it is that of the supplier
                T result = (T) result(attempt);
                strategy.recordSuccess(RecordSuccessRequest.create(token));
                return result;
            } catch (SdkException e) {
                RefreshRetryTokenResponse next = next(strategy, token, numbered(e, number));
                token = next.token();
                world.sleep(next.delay());
            }
        }
    }

    private Object result(Attempt attempt) {
        if (!world.await(attempt.answered, attemptTimeout) || attempt.answer == null) {
            throw SdkClientException.create("no answer", new SocketTimeoutException("Read timed out"));
        }
        return attempt.answer.get();
    }

    private static RefreshRetryTokenResponse next(RetryStrategy strategy, RetryToken token, SdkException failure) {
        try {
            return strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .suggestedDelay(Duration.ZERO)
                    .build());
        } catch (TokenAcquisitionFailedException e) {
            throw failure;
        }
    }

    /** As the SDK's client tells with each error how many attempts the call has had. */
    public static SdkException numbered(SdkException e, int attempts) {
        return e instanceof AwsServiceException service
                ? service.toBuilder().numAttempts(attempts).build()
                : e;
    }

    /** That which the request brings along, if it does. */
    private static Optional<RetryStrategy> strategyOf(DynamoDbRequest request) {
        DynamoDbServiceClientConfiguration.Builder client = DynamoDbServiceClientConfiguration.builder()
                .overrideConfiguration(ClientOverrideConfiguration.builder().build());
        Optional<AwsRequestOverrideConfiguration> own = request.overrideConfiguration();
        if (own.isEmpty() || own.get().plugins().isEmpty()) {
            return Optional.empty();
        }
        own.get().plugins().forEach(plugin -> plugin.configureClient(client));
        return client.build().overrideConfiguration().retryStrategy();
    }
}
