package io.github.dynamosession.simulation.world;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that runs one task of a world after the other: a new thread for each would cost more than most tasks do. */
final class Worker extends Thread {

    private final World world;
    private volatile @Nullable Task task;
    private volatile boolean dismissed;

    Worker(World world, int number) {
        super("simulation-" + number);
        this.world = world;
        setDaemon(true);
        start();
    }

    /** The task that runs on this thread; null if this is no thread of a simulation. */
    static @Nullable Task currentTask() {
        return Thread.currentThread() instanceof Worker worker ? worker.task : null;
    }

    void begin(Task next) {
        task = next;
        LockSupport.unpark(this);
    }

    /** To be called when it is idle. */
    void dismiss() {
        dismissed = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        while (!dismissed) {
            Task current = task;
            if (current == null) {
                LockSupport.park(this);
            } else {
                run(current);
            }
        }
    }

    private void run(Task current) {
        Throwable failure = null;
        try {
            current.run();
        } catch (Throwable e) { // of whatever kind: the simulation is to say so, and not to hang
            failure = e;
        }
        boolean unused = Thread.interrupted(); // it must not be the next task's
        task = null;
        world.ended(current, this, failure);
    }
}
