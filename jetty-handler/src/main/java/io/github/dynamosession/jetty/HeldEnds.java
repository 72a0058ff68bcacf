package io.github.dynamosession.jetty;

import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/** The responses of a context whose end is held back now; each for a second or two, however long its request works on. */
final class HeldEnds {

    private static final Logger LOG = Loggers.of(HeldEnds.class);

    private static final long PATIENCE_MILLIS = 1000;

    /** Each with when it was held back, by {@link NanoTime}. */
    private final Map<ResponseEnd, Long> held = new ConcurrentHashMap<>();

    private final AtomicBoolean looks = new AtomicBoolean();
    private final Scheduler scheduler;
    private final Executor executor;
    private final Senders senders;

    /** @param executor for what may wait for the store: the scheduler's one thread must not */
    HeldEnds(Scheduler scheduler, Executor executor, Senders senders) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.senders = senders;
    }

    /** A request has a session: the end of its response is to wait for what it does to it at last. */
    void holdEnd(Request request, RequestScope scope) {
        try {
            request.addHttpStreamWrapper(stream -> new ResponseEnd(stream, scope, senders, this));
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the request is over, and has no end to hold back", e);
        }
    }

    void add(ResponseEnd end) {
        held.put(end, NanoTime.now());
        lookLater();
    }

    void remove(ResponseEnd end) {
        held.remove(end);
    }

    private void lookLater() {
        if (looks.compareAndSet(false, true)) {
            scheduler.schedule(this::look, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        looks.set(false);
        held.forEach((end, since) -> {
            if (NanoTime.millisSince(since) >= PATIENCE_MILLIS) {
                executor.execute(end::letGo);
            }
        });
        if (!held.isEmpty()) {
            lookLater();
        }
    }
}
