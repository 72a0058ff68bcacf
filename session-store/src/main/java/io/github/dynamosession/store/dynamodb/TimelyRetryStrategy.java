package io.github.dynamosession.store.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Repeats a call as another strategy does, but begins no attempt that might still wait for its answer when the time of the
 * call is over. So no timer has to end a call: it would also end one whose answer is there, and whose thread only waits for a
 * processor.
 */
final class TimelyRetryStrategy implements RetryStrategy {

    private final RetryStrategy strategy;
    private final Duration longestWaitForRetry;

    /** @param attemptTimeout the longest that one attempt waits for its answer */
    TimelyRetryStrategy(RetryStrategy strategy, Duration callTimeout, Duration attemptTimeout) {
        this.strategy = strategy;
        this.longestWaitForRetry = callTimeout.minus(attemptTimeout);
    }

    /** A call: what the other strategy knows of it, and when it began ({@link System#nanoTime}). */
    private record Call(RetryToken token, long begin) implements RetryToken {}

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse first = strategy.acquireInitialToken(request);
        long begin = System.nanoTime() - Turns.waitedByThisThread();
        return AcquireInitialTokenResponse.create(new Call(first.token(), begin), first.delay());
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        Call call = (Call) request.token();
        RefreshRetryTokenResponse next;
        try {
            next = strategy.refreshRetryToken(
                    request.toBuilder().token(call.token()).build());
        } catch (TokenAcquisitionFailedException e) {
            throw new TokenAcquisitionFailedException(e.getMessage(), call, e.getCause());
        }
        Duration wait = Duration.ofNanos(System.nanoTime() - call.begin()).plus(next.delay());
        if (wait.compareTo(longestWaitForRetry) > 0) {
            throw new TokenAcquisitionFailedException("no time is left for another attempt", call, request.failure());
        }
        return RefreshRetryTokenResponse.create(new Call(next.token(), call.begin()), next.delay());
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return strategy.recordSuccess(RecordSuccessRequest.create(((Call) request.token()).token()));
    }

    @Override
    public int maxAttempts() {
        return strategy.maxAttempts();
    }

    /** The SDK would otherwise build a strategy of its own from {@link #toBuilder}, which knows no time. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return strategy.toBuilder();
    }
}
