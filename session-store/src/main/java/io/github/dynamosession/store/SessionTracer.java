package io.github.dynamosession.store;

import io.github.dynamosession.store.MetricsListener.Outcome;

/**
 * Opens a span for what begins on a thread and ends there: see {@link SessionMetrics#trace}. Called on the threads of
 * requests, by many at a time; it and its spans throw nothing.
 */
public interface SessionTracer {

    /** One that nobody sees. */
    Span NO_SPAN = outcome -> {};

    /** What began on this thread, and goes on there. */
    @FunctionalInterface
    interface Span {

        /**
         * The database has been asked, perhaps in vain; before the end, if at all.
         *
         * @param operation as the database calls it
         * @param attempts how often it was asked
         */
        default void asked(String operation, int attempts) {}

        /** Ends it, on the thread where it began. */
        void end(Outcome outcome);
    }

    /**
     * A call to the database begins.
     *
     * @param call as of {@link MetricsListener#storeCall}
     * @param table that it is to
     * @param hidden whether nobody else can see it: the AWS SDK is there under another name, by which no instrumentation
     *     knows it
     */
    Span callBegins(String call, String table, boolean hidden);

    /** A request begins to wait for the lock of its session. */
    Span lockWaitBegins();

    /** A request makes a session, within what goes on on this thread; it is stored later, perhaps when that is over. */
    void sessionCreated();
}
