package io.github.dynamosession.jetty;

import org.jspecify.annotations.Nullable;

/**
 * What came of a session that was to be saved because a response's header is about to be sent.
 *
 * @param failure why it was not, or null
 * @param deferred whether it is still to be saved: under a lock, which the save gives back if the whole response goes out
 *     with the header, and only {@link SessionStream} knows that
 */
record CommitHandover(DynamoDbSession session, @Nullable RuntimeException failure, boolean deferred) {

    /** Saves the session, unless it has failed before or is locked. */
    static CommitHandover of(DynamoDbSession session, Runnable save) {
        RuntimeException failure = session.failure();
        boolean deferred = session.local().isLocked();
        try {
            if (failure == null && !deferred) {
                save.run();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        return new CommitHandover(session, failure, deferred);
    }
}
