package io.github.dynamosession.node;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.OneAtATime;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a node does for the sessions of one application at intervals, and what may wait for the store: each round on a thread
 * of its own. A container's threads for timers serve all applications and all time-outs, and must never wait for a store.
 */
public final class BackgroundRounds implements AutoCloseable {

    private static final Logger LOG = Loggers.of(BackgroundRounds.class);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String application;
    private final Duration patience;
    private final OneAtATime thread;

    private BackgroundRounds(String application, Duration patience) {
        this.application = application;
        this.patience = patience;
        this.thread = new OneAtATime("dynamosession-rounds " + application);
    }

    /** The rounds of an application that is configured so. */
    public static BackgroundRounds of(SessionStoreConfig config) {
        return new BackgroundRounds(
                config.applicationName(), config.callTimeout().plus(LAST_WORDS));
    }

    /**
     * Begins a round and returns at once; does nothing while one is under way, or when these are closed. A step that fails
     * costs only itself; but once the store does not answer, the other steps are left to the next round. They are taken in
     * random order, so that each has its turn.
     *
     * @param steps asked for when the round begins, on its thread
     */
    public void begin(Supplier<? extends Collection<Runnable>> steps) {
        boolean unused = thread.begin(() -> {
            try {
                run(new ArrayList<>(steps.get()));
            } catch (Throwable e) { // nobody else would log it
                LOG.log(Level.WARNING, "a round over the sessions of " + application + " failed", e);
            }
        });
    }

    private void run(List<Runnable> steps) {
        Collections.shuffle(steps);
        for (Runnable step : steps) {
            if (thread.isClosed()) {
                return;
            }
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "a session of {0} has to wait for the next round: {1}",
                        application,
                        e.getMessage());
                if (e instanceof StoreException && !(e instanceof DamagedSessionException)) {
                    return;
                }
            }
        }
    }

    /** Ends the thread: when it returns no step is running, nor will one be, unless it takes longer than a store call may. */
    @Override
    public void close() {
        thread.close();
        if (!thread.awaitEnd(patience)) {
            thread.interrupt();
        }
    }
}
