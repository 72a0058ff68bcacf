package io.github.dynamosession.node.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who changes sessions: one request, on each thread that it is bound to. Requests of a node that overlap in a session share
 * its values, and each saves what it has changed itself, or drops it: no other request's save makes that true before it has
 * left the application, and nobody does if it fails.
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

    /** Attributes and container state of one session, as a rule. */
    private static final int MOST_USE_NO_MORE = 2;

    /** What is done when this fails, by what it has used. */
    @GuardedBy("this")
    private final Map<Object, Consumer<RequestUnit>> used = new IdentityHashMap<>(MOST_USE_NO_MORE);

    private volatile boolean failed;
    private volatile boolean over;
    private volatile boolean answered;
    private volatile @Nullable Object trace;

    /** Undoes {@link #bind}. */
    public interface Binding {
        void close();
    }

    /** The unit that this thread is bound to, if it is not over; or null. */
    public static @Nullable RequestUnit current() {
        RequestUnit current = CURRENT.get();
        return current == null || current.over ? null : current;
    }

    /** Tells whether this thread is bound to a request that has failed: it saves nothing more. */
    public static boolean currentHasFailed() {
        RequestUnit current = CURRENT.get();
        return current != null && current.failed;
    }

    /** Tells whether this thread is bound to a request whose client has the whole response: what it saves now is late. */
    public static boolean currentIsAnswered() {
        RequestUnit current = CURRENT.get();
        return current != null && current.answered;
    }

    /** Fails the unit that this thread is bound to, if any: a value that cannot be read does, whatever was changed before. */
    public static void failCurrent() {
        RequestUnit current = current();
        if (current != null) {
            current.fail();
        }
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

    /**
     * Does something that is not a part of a request, such as a use by a WebSocket endpoint: alone it saves what it changes, and
     * drops it if that fails. In a request it is a part of that.
     */
    public static <T extends @Nullable Object> T callAlone(Supplier<T> use) {
        if (current() != null) {
            return use.get();
        }
        RequestUnit alone = new RequestUnit();
        try {
            return alone.call(use);
        } catch (AttributeNotSavedException e) {
            throw e; // all else is saved
        } catch (RuntimeException e) {
            alone.fail();
            throw e;
        } finally {
            alone.end();
        }
    }

    /**
     * The request uses something of a session.
     *
     * @param drop is called when the request fails, and once more when that has left the application: what it has changed is to
     *     be dropped
     */
    public synchronized void uses(Object ofSession, Consumer<RequestUnit> drop) {
        used.put(ofSession, drop);
    }

    /**
     * Its client is about to be told that nothing of it was done. What it has changed is dropped before that, so that no later
     * request sees it. To be called without a lock of a session.
     */
    public void fail() {
        failed = true;
        drop();
    }

    public boolean hasFailed() {
        return failed;
    }

    /**
     * It has left the application, and has saved what it could: what it changes from here on is for whoever saves next. If it
     * has failed, what it has changed since is dropped, too.
     */
    public void end() {
        if (failed) {
            drop();
        }
        forgetUsed();
        trace = null;
        over = true;
    }

    /** Its client has the whole response, and it goes on. */
    public void answered() {
        answered = true;
    }

    /** What a tracer is to know of it later; until it is over. */
    public void traceAs(Object newTrace) {
        trace = newTrace;
    }

    /** What it was last traced as, or null. */
    public @Nullable Object trace() {
        return trace;
    }

    /** Not under the monitor: sessions have their own. */
    private void drop() {
        used().forEach(drop -> drop.accept(this));
    }

    private synchronized List<Consumer<RequestUnit>> used() {
        return List.copyOf(used.values());
    }

    /** A thread or a session may hold the unit for longer: it must not hold an application that is undeployed. */
    private synchronized void forgetUsed() {
        used.clear();
    }

    public boolean isOver() {
        return over;
    }
}
