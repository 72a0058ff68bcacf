package io.github.dynamosession.node.expiry;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many sessions one round found; and what went wrong, for one line of the log: of sessions that share a fault there may
 * be thousands. And whether it is the store that fails, or single sessions.
 */
final class RoundReport {

    private static final Logger LOG = Loggers.of(SweepRound.class);

    /** In a row they are no coincidence of sessions that cost themselves only. */
    static final int MOST_FAILURES = 3;

    private static final String PUT_OFF = "put off, as a call failed";

    /** Times and the first reason. */
    private record Count(int times, String first) {
        Count and(Count other) {
            return new Count(times + other.times, first);
        }
    }

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private int failuresInARow;
    private long found;

    void found(int more) {
        found += more;
    }

    long found() {
        return found;
    }

    void endedWithoutEvents(StoreException why) {
        add("ended without events", why);
    }

    void left(StoreException why) {
        add("left to nodes that can read them", why);
    }

    /** A session has failed again, which has a fault of its own then. */
    void failedAgain(RuntimeException failure) {
        add(PUT_OFF, failure);
    }

    /** @throws RuntimeException the failure, if it is one too many: the round is to end, and who catches it logs it */
    void failed(RuntimeException failure) {
        add(PUT_OFF, failure);
        failuresInARow++;
        if (failuresInARow == MOST_FAILURES) {
            counts.remove(PUT_OFF);
            throw failure;
        }
    }

    /** The store has done what it was asked. */
    void succeeded() {
        failuresInARow = 0;
    }

    private void add(String what, RuntimeException why) {
        counts.merge(what, new Count(1, String.valueOf(why.getMessage())), Count::and);
    }

    void log() {
        if (!counts.isEmpty()) {
            List<String> parts = counts.entrySet().stream()
                    .map(entry -> entry.getValue().times + " " + entry.getKey() + " (" + entry.getValue().first + ")")
                    .toList();
            LOG.log(Level.WARNING, "expired sessions in this round: {0}", String.join("; ", parts));
        }
    }
}
