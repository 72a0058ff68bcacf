package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** When another attempt begins. No time passes here that counts: hours are bounds, pauses next to nothing. */
class TimelyRetryStrategyTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Duration IMMEDIATELY = Duration.ofNanos(1);
    private static final int ATTEMPTS = 3;
    private static final int REPETITIONS = 100;
    private static final int SUCCESSES_FOR_A_REPETITION = 5;

    private static RetryStrategy within(Duration callTimeout, Duration attemptTimeout, Duration pause) {
        RetryStrategy untimed = DefaultRetryStrategy.standardStrategyBuilder()
                .retryOnException(IOException.class)
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(BackoffStrategy.fixedDelayWithoutJitter(pause))
                .build();
        return new TimelyRetryStrategy(untimed, callTimeout, attemptTimeout);
    }

    private static RetryToken begin(RetryStrategy strategy) {
        return strategy.acquireInitialToken(AcquireInitialTokenRequest.create("test"))
                .token();
    }

    private static RetryToken retry(RetryStrategy strategy, RetryToken token) {
        return strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(new IOException("silence"))
                        .build())
                .token();
    }

    @Test
    void anotherAttemptBeginsWhileItFitsIntoTheTimeOfTheCall() {
        RetryStrategy strategy = within(HOUR, HOUR.dividedBy(3), IMMEDIATELY);

        RetryToken second = retry(strategy, begin(strategy));
        RetryToken third = retry(strategy, second);

        assertThat(strategy.recordSuccess(RecordSuccessRequest.create(third))).isNotNull();
    }

    @Test
    void noAttemptBeginsThatCouldOutlastTheCall() {
        RetryStrategy strategy = within(HOUR, HOUR, IMMEDIATELY);
        RetryToken first = begin(strategy);

        assertThatExceptionOfType(TokenAcquisitionFailedException.class)
                .isThrownBy(() -> retry(strategy, first))
                .withMessageContaining("no time is left")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void thePauseBeforeAnAttemptCounts() {
        RetryStrategy strategy = within(HOUR, HOUR.dividedBy(2), HOUR);
        RetryToken first = begin(strategy);

        assertThatExceptionOfType(TokenAcquisitionFailedException.class).isThrownBy(() -> retry(strategy, first));
    }

    @Test
    void thereAreNoMoreAttemptsThanWithoutTime() {
        RetryStrategy strategy = within(HOUR, Duration.ofSeconds(1), IMMEDIATELY);
        RetryToken last = begin(strategy);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            last = retry(strategy, last);
        }
        RetryToken spent = last;

        assertThat(strategy.maxAttempts()).isEqualTo(ATTEMPTS);
        assertThatExceptionOfType(TokenAcquisitionFailedException.class).isThrownBy(() -> retry(strategy, spent));
    }

    @Test
    void theWaitForATurnIsOfTheTimeOfTheCall() {
        RetryStrategy strategy = within(HOUR, HOUR.minus(MOMENT), IMMEDIATELY);
        Turns turns = Turns.of(1, HOUR);
        turns.begin(Operation.LOAD, "session 1");
        CompletableFuture<Throwable> refusal = CompletableFuture.supplyAsync(() -> {
            turns.begin(Operation.LOAD, "session 1");
            RetryToken first = begin(strategy);
            return catchThrowable(() -> retry(strategy, first));
        });
        await().until(() -> turns.waiting() == 1);
        await().pollDelay(MOMENT).until(() -> turns.waiting() == 1);

        turns.end();

        assertThat(refusal.join()).isInstanceOf(TokenAcquisitionFailedException.class);
    }

    /** A store that is slow gets a hundred repetitions and no more, and calls are repeated again when it is well. */
    @Test
    void timeOutsMakeNoStormOfRepetitionsAndAreRepeatedAgainAfterAnOutage() {
        RetryStrategy strategy = new TimelyRetryStrategy(OwnedClient.untimedRetries(ATTEMPTS, HOUR), HOUR, IMMEDIATELY);
        SdkClientException silence = SdkClientException.create("silence", new SocketTimeoutException());

        assertThat(IntStream.range(0, 1000).filter(call -> isRepeated(strategy, silence)))
                .hasSize(REPETITIONS);
        for (int success = 0; success < SUCCESSES_FOR_A_REPETITION; success++) {
            assertThat(isRepeated(strategy, silence)).isFalse();
            strategy.recordSuccess(RecordSuccessRequest.create(begin(strategy)));
        }

        assertThat(isRepeated(strategy, silence)).isTrue();
    }

    private static boolean isRepeated(RetryStrategy strategy, Throwable failure) {
        RetryToken call = begin(strategy);
        try {
            strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(call)
                    .failure(failure)
                    .build());
            return true;
        } catch (TokenAcquisitionFailedException e) {
            return false;
        }
    }
}
