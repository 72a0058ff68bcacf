package io.github.dynamosession.demo;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out the steps of all visitors, so that every kill meets its share of them however fast the machine is. */
final class Pace {

    private final Semaphore steps = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean over;

    /** Waits for the next step; false: there are no more. */
    boolean next() throws InterruptedException {
        steps.acquire();
        begun.incrementAndGet();
        return !over;
    }

    void allow(int more) {
        steps.release(more);
    }

    int begun() {
        return begun.get();
    }

    void end(int visitors) {
        over = true;
        steps.release(visitors);
    }
}
