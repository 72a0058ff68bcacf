package io.github.dynamosession.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that a node does once in the life of its JVM, so that its first user need not wait for the classes of it. It runs on
 * a thread of its own, which no start waits for, and whose failure means nothing. Any thread may call this. Not for users.
 */
public final class WarmUp {

    private static final Logger LOG = Loggers.of(WarmUp.class);

    private final String spared;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param spared what takes longer without it, for the log */
    public WarmUp(String spared) {
        this.spared = spared;
    }

    /** Begins it and returns at once, if no other application of the JVM has begun it. */
    public void begin(Runnable work) {
        if (begun.compareAndSet(false, true)) {
            OwnThreads.named("dynamosession-warm-up")
                    .newThread(() -> tryTo(work))
                    .start();
        }
    }

    private void tryTo(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "{0} of this node will take longer: {1}", spared, e.getMessage());
        }
    }
}
