package io.github.dynamosession.node;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a start has acquired, to be given back in the opposite order, by the stop or when the start fails. Whatever acquires
 * something registers its undo at once:
 *
 * <pre>{@code
 * undo.push("the store's client", store::close);
 * }</pre>
 */
public final class UndoStack implements AutoCloseable {

    private static final Logger LOG = Loggers.of(UndoStack.class);

    @GuardedBy("this")
    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String what, Undo undo) {}

    /** Gives one thing back. */
    @FunctionalInterface
    public interface Undo {
        void run() throws Exception;
    }

    /** @param what is given back, for the log if that fails */
    public synchronized void push(String what, Undo undo) {
        steps.push(new Step(what, undo));
    }

    /**
     * Gives everything back that was not given back yet, the last thing first. It never throws: what fails is logged, and the
     * rest is given back all the same.
     */
    @Override
    public void close() {
        for (Step step = next(); step != null; step = next()) {
            try {
                step.undo().run();
            } catch (Throwable e) { // an error of one thing must not leave the others behind
                LOG.log(Level.WARNING, "stopped, but not cleanly: " + step.what() + " is left behind", e);
            }
        }
    }

    private synchronized @Nullable Step next() {
        return steps.poll();
    }
}
