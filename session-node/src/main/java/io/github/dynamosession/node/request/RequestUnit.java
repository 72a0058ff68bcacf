package io.github.dynamosession.node.request;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who changes sessions: one request, on each thread that it is bound to. Requests of a node that overlap in a session share
 * its values; but a new id and an inactive interval are those of the request that wished them. No other request's save makes
 * them true before that request has left the application, and they are dropped if it fails:
 *
 * <ol>
 *   <li>request A changes the id, as a login does, and then cannot read a value: its client gets a 503, without a cookie,
 *   <li>request B, which overlaps with it, saves what it has changed itself,
 *   <li>if that gave the session the new id, A's client would be left with one that is gone.
 * </ol>
 *
 * <p>What a thread does that is bound to none, such as one of the application, is for whoever saves next.
 */
public final class RequestUnit {

    private static final ThreadLocal<RequestUnit> CURRENT = new ThreadLocal<>();

    private volatile boolean failed;
    private volatile boolean over;

    /** Undoes {@link #bind}. */
    public interface Binding {
        void close();
    }

    /** The unit that this thread is bound to, or null. */
    public static @Nullable RequestUnit current() {
        return CURRENT.get();
    }

    /** Until it is undone, what this thread does to sessions is this request's. */
    public Binding bind() {
        RequestUnit outer = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    /** Does something on this thread for the request. */
    public void run(Runnable action) {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** The same with a result. */
    public <T extends @Nullable Object> T call(Supplier<T> action) {
        Binding bound = bind();
        try {
            return action.get();
        } finally {
            bound.close();
        }
    }

    /** Its client is told that nothing of it was done. */
    public void fail() {
        failed = true;
    }

    public boolean hasFailed() {
        return failed;
    }

    /** It has left the application, and has saved what it could: what it changes from here on is for whoever saves next. */
    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }
}
