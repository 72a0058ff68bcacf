package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** How long the client waits before it makes a throttled call again: no time passes in these tests. */
class ThrottlingPauseTest {

    private static final String THROTTLED = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\","
            + "\"message\":\"Throughput exceeds the current throughput limit\"}";

    /** The pauses of one call that never succeeds. */
    private static List<Duration> pauses(SessionStoreConfig config, Throwable failure) {
        RetryStrategy strategy = OwnedClient.untimedRetries(config.maxAttempts(), config.callTimeout());
        List<Duration> pauses = new ArrayList<>();
        RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("test"))
                .token();
        while (pauses.size() < strategy.maxAttempts() - 1) {
            RefreshRetryTokenResponse next = strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .suggestedDelay(Duration.ZERO)
                    .build());
            pauses.add(next.delay());
            token = next.token();
        }
        return pauses;
    }

    private static Throwable throttled() {
        return ThrottlingException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .build())
                .statusCode(400)
                .build();
    }

    private static SessionStoreConfig config(Map<String, String> more) {
        return LocalTable.config("web", more);
    }

    private static final Map<String, String> DEFAULTS = Map.of("callTimeout", "", "attemptTimeout", "");

    @Test
    void pausesAfterThrottlingBeginAtTensOfMilliseconds() {
        for (int i = 0; i < 20; i++) { // they are taken at random
            List<Duration> pauses = pauses(config(DEFAULTS), throttled());

            assertThat(pauses).hasSize(4);
            assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(50));
            assertThat(pauses.get(1)).isLessThan(Duration.ofMillis(100));
            assertThat(pauses.get(2)).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void throttledRenameWaitsAsAThrottledSaveDoes() {
        Throwable cancelled = TransactionCanceledException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("TransactionCanceledException")
                        .build())
                .cancellationReasons(
                        CancellationReason.builder().code("None").build(),
                        CancellationReason.builder().code("ThrottlingError").build())
                .build();
        List<Duration> longest = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            longest.addAll(pauses(config(DEFAULTS), cancelled));
        }

        // Of eighty, one at least is longer than a pause after another failure ever is.
        assertThat(longest).allMatch(pause -> pause.compareTo(Duration.ofMillis(250)) <= 0);
        assertThat(longest).anyMatch(pause -> pause.compareTo(Duration.ofMillis(100)) > 0);
    }

    /** Else an attempt that is left would never be made. */
    @ParameterizedTest
    @CsvSource({"PT2S, 5", "PT2S, 20", "PT0.05S, 20", "PT0.3S, 3", "PT5M, 20", "PT1S, 1"})
    void allPausesOfACallTakeHalfOfItsTimeAtMost(Duration callTimeout, int maxAttempts) {
        SessionStoreConfig config = config(Map.of(
                "callTimeout", callTimeout.toString(),
                "attemptTimeout", "PT0.05S",
                "maxAttempts", String.valueOf(maxAttempts)));
        InternalServerErrorException outage =
                InternalServerErrorException.builder().statusCode(500).build();

        for (Throwable failure : List.of(throttled(), outage)) {
            assertThat(pauses(config, failure).stream().reduce(Duration.ZERO, Duration::plus))
                    .isLessThanOrEqualTo(callTimeout.dividedBy(2));
        }
    }

    /** As long as a hot key is throttled, as a rule. */
    @Test
    void saveThatIsThrottledFourTimesIsDoneWithTheDefaults() throws IOException {
        CannedDynamoDb dynamoDb = new CannedDynamoDb();
        IntStream.range(0, 4).forEach(time -> dynamoDb.thenAnswer(400, THROTTLED));
        dynamoDb.thenAnswer(200, "{}");
        try (dynamoDb;
                OwnedClient client = OwnedClient.connect(LocalTable.config(dynamoDb.endpoint(), "web", Map.of()))) {
            DynamoDbSessionStore store =
                    DynamoDbSessionStore.using(client.client(), config(Map.of()), new MovableClock(CREATED));

            assertThat(store.save(newKey(), changes(set("a", "1"), CREATED))).isPresent();

            assertThat(dynamoDb.requests()).hasSize(5);
        }
    }
}
