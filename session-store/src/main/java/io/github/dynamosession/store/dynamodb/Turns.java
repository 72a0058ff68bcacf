package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Uninterrupted;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whose turn it is to call DynamoDB. There are as many calls at once as connections. The others wait in the order in which they
 * came, before their first attempt begins, so that no attempt spends its time on a wait for a connection.
 *
 * <p>The line has three places for each call at once: who joins it waits about as long as three calls take. Who finds it full
 * is refused at once if the call begins the work of a request. All else joins it, however long it is: what a request has done
 * would be lost with its save, and a lock with its renewal.
 */
final class Turns {

    /**
     * More than a container has request threads by default (Tomcat and Jetty: 200). A connection is only made when all others
     * are in use, so nobody has more of them than threads that call at once. With more calls under way, a store that serves so
     * many a second and no more would answer later than an attempt waits, and go on with answers that nobody reads.
     */
    static final int AT_ONCE = 256;

    private static final int PLACES_IN_LINE_FOR_EACH = 3;

    /** What of the time of a call may be waited at least, if one attempt may take all of it. */
    private static final int LEAST_PART_TO_WAIT = 4;

    private static final ThreadLocal<Long> WAITED = new ThreadLocal<>();

    private final int atOnce;
    private final Duration patience;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();

    private Turns(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
        this.free = new Semaphore(atOnce, true);
    }

    /**
     * Of a client whose calls wait for their turn and for their answer within the time of a call. Where one attempt may take
     * all of that, a call may wait for a quarter more.
     */
    static Turns within(Duration callTimeout, Duration attemptTimeout) {
        Duration left = callTimeout.minus(attemptTimeout);
        Duration least = callTimeout.dividedBy(LEAST_PART_TO_WAIT);
        return of(AT_ONCE, left.compareTo(least) > 0 ? left : least);
    }

    static int placesInLine(int atOnce) {
        return PLACES_IN_LINE_FOR_EACH * atOnce;
    }

    /** @param patience how long a call waits for its turn */
    static Turns of(int atOnce, Duration patience) {
        return new Turns(atOnce, patience);
    }

    /** Of a client that is not ours: what it does at once is its own matter. */
    static Turns unlimited() {
        return new Turns(Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * Returns when it is this call's turn, which it then has until {@link #end}.
     *
     * @param where says in messages what the call is about
     * @throws StoreException if it is not: the line is full, or the wait was too long
     */
    void begin(Operation operation, String where) {
        if (waiting.get() > 0 || !free.tryAcquire()) {
            join(operation, where);
        }
    }

    /** After {@link #begin}, unless that threw. */
    void end() {
        WAITED.remove();
        free.release();
    }

    /** How long a call waits for its turn at most. */
    Duration patience() {
        return patience;
    }

    /** How many calls wait at the moment. */
    int waiting() {
        return waiting.get();
    }

    /** How long the call that this thread makes has waited for its turn, in nanoseconds. */
    static long waitedByThisThread() {
        Long waited = WAITED.get();
        return waited == null ? 0 : waited;
    }

    private void join(Operation operation, String where) {
        long begin = System.nanoTime();
        try {
            if (waiting.getAndIncrement() >= placesInLine(atOnce) && operation.beginsWork()) {
                throw refusal(operation, where, placesInLine(atOnce) + " wait already");
            }
            if (!Uninterrupted.await(patience, free::tryAcquire)) {
                throw refusal(operation, where, "none has ended within " + patience);
            }
        } finally {
            waiting.decrementAndGet();
        }
        WAITED.set(System.nanoTime() - begin);
    }

    private StoreException refusal(Operation operation, String where, String why) {
        return new StoreException(
                "cannot " + operation + " " + where + ": this node has " + atOnce + " calls under way, and " + why
                        + "; DynamoDB is slow, or the node has too much to do",
                null);
    }
}
