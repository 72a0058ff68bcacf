package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Who may call DynamoDB when many want to. */
class TurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<Integer> served = Collections.synchronizedList(new ArrayList<>());

    private static void begin(Turns turns, Operation operation) {
        turns.begin(operation, "session 1");
    }

    /** One that waits in line until the turns before it have ended, and then ends its own. */
    private CompletableFuture<Void> inLine(Turns turns, int number, Operation operation) {
        int before = turns.waiting();
        CompletableFuture<Void> call = CompletableFuture.runAsync(
                () -> {
                    begin(turns, operation);
                    served.add(number);
                    turns.end();
                },
                task -> new Thread(task).start());
        await().until(() -> turns.waiting() == before + 1);
        return call;
    }

    @Test
    void callsForWhichThereAreConnectionsDoNotWait() {
        Turns turns = Turns.of(2, Duration.ZERO);

        begin(turns, Operation.LOAD);
        begin(turns, Operation.LOAD);

        assertThat(Turns.waitedByThisThread()).isZero();
    }

    /** Who comes at the moment when a turn ends does not pass those who wait. */
    @Test
    void theOthersAreServedInTheOrderInWhichTheyCame() {
        Turns turns = Turns.of(1, LONG);
        begin(turns, Operation.LOAD);
        CompletableFuture<Void> first = inLine(turns, 1, Operation.LOAD);
        CompletableFuture<Void> second = inLine(turns, 2, Operation.SAVE);

        turns.end();
        begin(turns, Operation.SAVE);

        assertThat(served).containsExactly(1, 2);
        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(LONG);
    }

    @Test
    void aCallThatFailsGivesItsTurnBack() {
        Turns turns = Turns.of(1, Duration.ZERO);
        try (OwnedClient owned =
                OwnedClient.connect(LocalTable.config(URI.create("http://127.0.0.1:8000"), "web", Map.of()))) {
            CallRunner runner = new CallRunner(owned.client(), turns, "web", new CallCounter(new SessionMetrics()));

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> runner.call(Operation.LOAD, "session 1", client -> {
                        throw SdkClientException.create("silence");
                    }));

            assertThat(runner.<String>call(Operation.LOAD, "session 1", client -> "served"))
                    .isEqualTo("served");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOAD", "CREATE", "LOCK", "FIND"})
    void aCallThatBeginsTheWorkOfARequestIsRefusedAtOnceIfTheLineIsFull(Operation operation) {
        Turns turns = Turns.of(1, LONG);
        begin(turns, Operation.LOAD);
        List<CompletableFuture<Void>> waiting = fullLine(turns);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> begin(turns, operation))
                .withMessage("cannot " + operation + " session 1: this node has 1 calls under way, and 3 wait"
                        + " already; DynamoDB is slow, or the node has too much to do")
                .matches(StoreException::isTemporary);

        turns.end();
        waiting.forEach(CompletableFuture::join);
    }

    /** What a request has done is not thrown away, and the sweep and the renewals of locks go on in any case. */
    @ParameterizedTest
    @EnumSource(names = {"RELOAD", "SAVE", "TOUCH", "RENAME", "RENEW", "DELETE", "SEARCH", "CLAIM", "EXPIRE", "REVOKE"})
    void allOtherCallsJoinTheLineHoweverLongItIs(Operation operation) {
        Turns turns = Turns.of(1, LONG);
        begin(turns, Operation.LOAD);
        fullLine(turns);
        CompletableFuture<Void> more = inLine(turns, 4, operation);

        turns.end();

        assertThat(more).succeedsWithin(LONG);
        assertThat(served).containsExactly(1, 2, 3, 4);
    }

    /** For each of those who may call at once there are three places. */
    private List<CompletableFuture<Void>> fullLine(Turns turns) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(number -> inLine(turns, number, Operation.LOAD))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"PT2S,PT0.6S,PT1.4S", "PT2S,PT2S,PT0.5S", "PT2S,PT1.9S,PT0.5S"})
    void aCallWaitsWhileThereIsTimeForAnAttemptAndForAQuarterOfItsTimeInAnyCase(
            Duration callTimeout, Duration attemptTimeout, Duration patience) {
        assertThat(Turns.within(callTimeout, attemptTimeout).patience()).isEqualTo(patience);
    }

    @Test
    void aWaitIsBoundedAndTheNextCallIsServedWhenThereIsAConnection() {
        Turns turns = Turns.of(1, SHORT);
        begin(turns, Operation.LOAD);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> begin(turns, Operation.SAVE))
                .withMessageContaining("none has ended within PT0.001S");
        assertThat(turns.waiting()).isZero();
        turns.end();

        assertThatCode(() -> begin(turns, Operation.SAVE)).doesNotThrowAnyException();
    }

    @Test
    void theWaitIsKnownToTheCallUntilItEnds() {
        Turns turns = Turns.of(1, LONG);
        begin(turns, Operation.LOAD);
        CompletableFuture<Long> waited = CompletableFuture.supplyAsync(() -> {
            begin(turns, Operation.LOAD);
            long time = Turns.waitedByThisThread();
            turns.end();
            return Turns.waitedByThisThread() == 0 ? time : -1;
        });
        await().until(() -> turns.waiting() == 1);

        turns.end();

        assertThat(waited.join()).isPositive();
    }
}
