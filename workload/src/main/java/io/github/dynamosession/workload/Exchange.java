package io.github.dynamosession.workload;

import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A request and what came of it.
 *
 * @param id the number, within the visit, of the session id that it was sent with; 0: none
 * @param begin before the first byte was sent
 * @param end after the last byte of the answer
 * @param failedOver the balancer says that it took more than one node
 */
public record Exchange(
        Visit visit, int id, Request request, Instant begin, Instant end, boolean failedOver, Outcome outcome) {

    /** There may have been an instant at which both were running. */
    boolean endsBefore(Exchange other) {
        return end.isBefore(other.begin);
    }

    Optional<Answer> answer() {
        return outcome instanceof Answer answer ? Optional.of(answer) : Optional.empty();
    }

    boolean failed() {
        return outcome instanceof Failure;
    }

    Duration duration() {
        return Duration.between(begin, end);
    }

    @Override
    public String toString() {
        return "%s +%d ms, %s, id %d, %s: %s"
                .formatted(
                        begin.truncatedTo(ChronoUnit.MILLIS),
                        duration().toMillis(),
                        visit,
                        id,
                        request.path(),
                        outcome);
    }
}
