package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.MetricsListener.Repetition;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionTracer.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Tells what the SDK knows of the attempts of one call: why they were made again, and their waits for a connection. */
final class AttemptMetrics implements MetricPublisher {

    private static final String ATTEMPT = "ApiCallAttempt";
    private static final String HTTP_CLIENT = "HttpClient";
    private static final String THROTTLING = "Throttling";
    private static final int SERVER_ERROR = 500;

    private final Operation operation;
    private final SessionMetrics metrics;
    private final Span span;
    private final Turns turns;

    /** @param span of the call */
    AttemptMetrics(Operation operation, SessionMetrics metrics, Span span, Turns turns) {
        this.operation = operation;
        this.metrics = metrics;
        this.span = span;
        this.turns = turns;
    }

    /** On the thread of the call, when its last attempt is over. */
    @Override
    public void publish(MetricCollection call) {
        List<MetricCollection> attempts = call.childrenWithName(ATTEMPT).toList();
        first(call, CoreMetric.OPERATION_NAME).ifPresent(name -> span.asked(name, attempts.size()));
        long forItsTurn = Turns.waitedByThisThread();
        for (MetricCollection attempt : attempts) {
            long before = forItsTurn;
            attempt.childrenWithName(HTTP_CLIENT).forEach(http -> tellConnection(http, before));
            forItsTurn = 0; // the first attempt had to wait
        }
        attempts.stream().limit(Math.max(attempts.size() - 1, 0)).forEach(this::tellRepetition);
    }

    private void tellRepetition(MetricCollection failed) {
        metrics.storeRepetition(operation.toString(), why(failed));
    }

    /** The SDK tells no error codes. Of those below 500 that are repeated, all but throttling are of writes that meet. */
    private static Repetition why(MetricCollection failed) {
        if (first(failed, CoreMetric.ERROR_TYPE).filter(THROTTLING::equals).isPresent()) {
            return Repetition.THROTTLED;
        }
        return first(failed, HttpMetric.HTTP_STATUS_CODE)
                .map(status -> status < SERVER_ERROR ? Repetition.CONFLICT : Repetition.ERROR)
                .orElse(Repetition.SILENCE);
    }

    /** An HTTP client that does not tell its connections is none of ours. */
    private void tellConnection(MetricCollection http, long waitedBefore) {
        first(http, HttpMetric.CONCURRENCY_ACQUIRE_DURATION)
                .map(Duration::toNanos)
                .ifPresent(waited -> metrics.connectionWait(
                        waitedBefore + waited,
                        first(http, HttpMetric.LEASED_CONCURRENCY).orElse(0),
                        first(http, HttpMetric.PENDING_CONCURRENCY_ACQUIRES).orElse(0) + turns.waiting()));
    }

    private static <T> Optional<T> first(MetricCollection of, SdkMetric<T> metric) {
        return of.metricValues(metric).stream().findFirst();
    }

    @Override
    public void close() {}
}
