package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionTracer.Span;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes calls: each is counted, timed for those who listen, and its exceptions are ours. */
final class CallRunner {

    /** The result of a call that has a condition. */
    interface Conditional {

        /** False if its condition did not hold. */
        boolean applied();
    }

    /** A call, by whatever client it is given; made again, perhaps. */
    interface Call<T> {

        T by(DynamoDbClient client);
    }

    private final DynamoDbClient client;
    private final Turns turns;
    private final List<MetricPublisher> watchers;
    private final String table;
    private final CallCounter counter;

    /**
     * @param turns of all that use the client
     * @param table that the calls are to
     */
    CallRunner(DynamoDbClient client, Turns turns, String table, CallCounter counter) {
        this.client = client;
        this.turns = turns;
        this.watchers = WatchedClient.watchersOf(client);
        this.table = table;
        this.counter = counter;
    }

    /** @param where says in messages what the call is about */
    <T> T call(Operation operation, String where, Call<T> call) {
        counter.call(operation);
        SessionMetrics metrics = counter.metrics();
        if (!metrics.isHeard()) {
            return translated(operation, where, call, client);
        }
        Span span = metrics.begin(tracer -> tracer.callBegins(operation.toString(), table, WatchedClient.IS_RELOCATED));
        DynamoDbClient watched =
                WatchedClient.of(client, watchers, new AttemptMetrics(operation, metrics, span, turns));
        long begin = System.nanoTime();
        Outcome outcome = Outcome.FAILURE;
        try {
            T result = translated(operation, where, call, watched);
            outcome = result instanceof Conditional answer && !answer.applied() ? Outcome.CONFLICT : Outcome.SUCCESS;
            return result;
        } catch (RuntimeException e) {
            outcome = isThrottled(e.getCause()) ? Outcome.THROTTLED : Outcome.FAILURE;
            throw e;
        } finally {
            metrics.storeCall(operation.toString(), outcome, System.nanoTime() - begin);
            span.end(outcome);
        }
    }

    static boolean isThrottled(@Nullable Throwable failure) {
        return failure instanceof AwsServiceException service && ErrorMeaning.of(service) == ErrorMeaning.THROTTLED;
    }

    private <T> T translated(Operation operation, String where, Call<T> call, DynamoDbClient client) {
        turns.begin(operation, where);
        try {
            return uninterrupted(call, client);
        } catch (SdkException | IllegalStateException | RejectedExecutionException e) {
            // the latter two: the client was closed under us
            throw StoreFailures.of(operation + " " + where, e);
        } finally {
            turns.end();
        }
    }

    /**
     * An interruption ends no call: time-outs bound it, and what the application does with its threads must not cost it
     * the session. The SDK makes no call on an interrupted thread, and throws away the answer of one that is interrupted
     * meanwhile: that is made again, as any call may be whose outcome is unknown.
     */
    private static <T> T uninterrupted(Call<T> call, DynamoDbClient client) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.by(client);
                } catch (SdkClientException e) {
                    boolean timedOut =
                            e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
                    if (timedOut || !Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
