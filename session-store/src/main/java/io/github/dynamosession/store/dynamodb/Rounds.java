package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Uninterrupted;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The bound on optimistic retries: each one means that another writer was faster, between two calls of ours. */
final class Rounds {

    static final int MAX = 10;
    static final int LAST = MAX - 1;

    /** Two or three writers have done by then. */
    private static final int FIRST_WITH_A_PAUSE = 3;

    private static final BackoffStrategy PAUSES =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(20), Duration.ofMillis(400));

    private Rounds() {}

    /**
     * Lets writers part that have met again and again: waits at random, in each round longer.
     *
     * @param round from 0 on
     * @return whether it waited, so that what was found before is probably out of date
     */
    static boolean pause(int round) {
        if (round < FIRST_WITH_A_PAUSE) {
            return false;
        }
        Uninterrupted.sleep(PAUSES.computeDelay(round - FIRST_WITH_A_PAUSE + 2)); // the first is at once
        return true;
    }

    static StoreException exhausted(Operation operation, String where) {
        return new StoreException(
                "cannot " + operation + " " + where + ": other writers changed it before each of " + MAX
                        + " attempts; try again",
                null);
    }
}
