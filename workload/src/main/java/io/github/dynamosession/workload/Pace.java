package io.github.dynamosession.workload;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out the steps of all clients, so that every fault meets its share of them however fast the machine is. */
final class Pace implements Steps {

    static final int UNLIMITED = 1 << 30;

    private final Semaphore steps;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean over;

    Pace(int steps) {
        this.steps = new Semaphore(steps);
    }

    @Override
    public boolean next() throws InterruptedException {
        steps.acquire();
        if (over) {
            return false;
        }
        begun.incrementAndGet();
        return true;
    }

    void allow(int more) {
        steps.release(more);
    }

    int begun() {
        return begun.get();
    }

    void end(int clients) {
        over = true;
        steps.release(clients);
    }
}
