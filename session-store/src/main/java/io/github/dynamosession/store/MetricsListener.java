package io.github.dynamosession.store;

/**
 * Is told what the sessions of one web application do on this node: see {@link SessionMetrics#listen}. It is called on the
 * threads of requests, by many at a time, and must not wait. No id, no user and no value is told.
 */
public interface MetricsListener {

    /** What became of a call to the database. */
    enum Outcome {
        /** It was done. */
        SUCCESS,
        /** Its condition did not hold: another write was faster, or the session is absent. */
        CONFLICT,
        /** All its attempts were throttled. */
        THROTTLED,
        /** It failed for another reason. */
        FAILURE
    }

    /** Why an attempt of a call was made again. */
    enum Repetition {
        /** The table, an index, a key or the account had more calls than it may have. */
        THROTTLED,
        /** Another write of the same item was under way. */
        CONFLICT,
        /** The database answered with another error that may pass. */
        ERROR,
        /** There was no answer. */
        SILENCE
    }

    /** Why a request could not be answered as its application wants. */
    enum Refusal {
        /** The database does not answer, or not as it should: 503. */
        STORE,
        /** Other requests had the session's lock for too long, or the request lost it: 503. */
        LOCK,
        /** What is in the session cannot be stored, or not be read: 500. */
        SESSION
    }

    /**
     * A call to the database is over, with all its attempts.
     *
     * @param call what it was for: {@code load}, {@code create}, {@code save}, {@code touch}, {@code rename}, {@code lock},
     *     {@code delete}, {@code search}, {@code claim}, {@code expire}, {@code find} or {@code revoke}; {@link
     *     StoreStatistics} says more of each
     * @param nanoseconds how long it took
     */
    default void storeCall(String call, Outcome outcome, long nanoseconds) {}

    /** Capacity that DynamoDB reported for such a call; one that failed, or whose condition did, it reports none for. */
    default void storeUnits(String call, double readUnits, double writeUnits) {}

    /**
     * An attempt of a call failed and was made again. It is told when the call is over.
     *
     * @param call as of {@link #storeCall}
     */
    default void storeRepetition(String call, Repetition why) {}

    /**
     * An attempt of a call has got a connection to the database. It is told when the call is over.
     *
     * @param nanoseconds how long it waited for it: until one was free, or had been made
     * @param leased how many were in use then
     * @param pending how many other attempts waited for one
     */
    default void connectionWait(long nanoseconds, int leased, int pending) {}

    /**
     * A session was read from the database.
     *
     * @param bytes what its values take there, without those that have items of their own
     */
    default void sessionRead(long bytes) {}

    /**
     * A value was stored, in a session or as an item of its own.
     *
     * @param bytes what it takes there: compressed and encrypted, if it is
     */
    default void valueSaved(long bytes) {}

    /**
     * A value that has items of its own was asked for.
     *
     * @param cached whether this node still had it, and no call was needed
     */
    default void largeValueRead(boolean cached) {}

    /**
     * A change was saved after its client had got the whole response: the next request of the client may have been without
     * it, on another node.
     */
    default void lateSave() {}

    /**
     * A request has waited for the lock of its session.
     *
     * @param taken false if it did not get it, or the session was gone
     */
    default void lockWait(boolean taken, long nanoseconds) {}

    /** A request cannot be answered as its application wants. It gets 503 or 500, unless its response is under way. */
    default void requestRefused(Refusal why) {}

    /**
     * This node has claimed an expired session, to tell its listeners.
     *
     * @param nanoseconds how long ago it expired: the age of the backlog; 0 for one that was revoked
     */
    default void sessionExpired(long nanoseconds) {}

    /**
     * This node has looked for expired sessions.
     *
     * @param found how many it found that nobody had told of yet. It looks no further than it ends sessions itself: where
     *     other nodes do, it is less than what waits.
     */
    default void expirySearched(long found) {}
}
