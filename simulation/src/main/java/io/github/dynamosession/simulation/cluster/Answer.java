package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.workload.Outcome;
import java.util.Optional;

/**
 * What a node sends back.
 *
 * @param sessionId a new one, as a cookie
 */
record Answer(Outcome outcome, Optional<String> sessionId) {

    static Answer failure(String kind) {
        return new Answer(new Outcome.Failure(kind), Optional.empty());
    }
}
