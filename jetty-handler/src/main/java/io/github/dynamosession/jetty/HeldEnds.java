package io.github.dynamosession.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/** The responses of a context whose end is held back now; each for a second or two, however long its request works on. */
final class HeldEnds {

    private static final long PATIENCE_MILLIS = 1000;

    private final Set<ResponseEnd> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looks = new AtomicBoolean();
    private final Scheduler scheduler;
    private final Executor executor;

    /** @param executor for what may wait for the store: the scheduler's one thread must not */
    HeldEnds(Scheduler scheduler, Executor executor) {
        this.scheduler = scheduler;
        this.executor = executor;
    }

    void add(ResponseEnd end) {
        held.add(end);
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
        for (ResponseEnd end : held) {
            if (NanoTime.millisSince(end.heldSince()) >= PATIENCE_MILLIS) {
                executor.execute(end::letGo);
            }
        }
        if (!held.isEmpty()) {
            lookLater();
        }
    }
}
