package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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
    private static final Duration IMMEDIATELY = Duration.ofNanos(1);
    private static final int ATTEMPTS = 3;

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
}
