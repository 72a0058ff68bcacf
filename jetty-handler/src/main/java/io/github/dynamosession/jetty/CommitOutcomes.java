package io.github.dynamosession.jetty;

import org.jspecify.annotations.Nullable;

/**
 * What came of sessions that were saved because a response's header was about to be sent: from {@link
 * DynamoDbSessionCache#commit} to {@link SessionStream}, which Jetty calls one after the other on one thread. (Not by the
 * request's scope: Jetty does not always bind the thread that commits to its request.)
 */
final class CommitOutcomes {

    private final ThreadLocal<Outcome> last = new ThreadLocal<>();

    /**
     * A session that was to be saved.
     *
     * @param failure why it was not, or null
     * @param deferred whether it is still to be saved: under a lock, which the save gives back if the whole response goes
     *     out with the header, and only {@link SessionStream} knows that
     */
    record Outcome(DynamoDbSession session, @Nullable RuntimeException failure, boolean deferred) {}

    void record(DynamoDbSession session, Runnable save) {
        RuntimeException failure = session.failure();
        boolean deferred = session.isLocked();
        try {
            if (failure == null && !deferred) {
                save.run();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        last.set(new Outcome(session, failure, deferred));
    }

    @Nullable
    Outcome take() {
        Outcome outcome = last.get();
        last.remove();
        return outcome;
    }
}
