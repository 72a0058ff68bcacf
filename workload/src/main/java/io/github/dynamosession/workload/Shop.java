package io.github.dynamosession.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the requests of {@link Shopper}s go, and whose time passes meanwhile: over HTTP, or in a simulation. */
public interface Shop {

    /**
     * What came back.
     *
     * @param begin before the request was sent
     * @param end after its answer had come, or when nobody waited for it any more
     * @param sessionId a new one, the client's to take or to leave
     */
    record Reply(Instant begin, Instant end, boolean failedOver, Outcome outcome, Optional<String> sessionId) {

        Reply withoutSessionId() {
            return new Reply(begin, end, failedOver, outcome, Optional.empty());
        }
    }

    /**
     * Sends them all at once, and returns when each has come to an end, whatever becomes of the node that has it.
     *
     * @return one for each request, in their order
     */
    List<Reply> send(List<Request> requests, Optional<String> sessionId);

    /** How long a client asks again that gets no good answer: after that, something is wrong that no fault explains. */
    Duration patience();

    Instant now();

    void pause(Duration time) throws InterruptedException;
}
