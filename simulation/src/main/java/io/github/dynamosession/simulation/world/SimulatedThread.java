package io.github.dynamosession.simulation.world;

import java.time.Duration;

/** What the product takes for a thread of its own: a task of the host on which it is started. */
final class SimulatedThread extends Thread {

    private final Runnable work;

    SimulatedThread(String name, Runnable work) {
        super(name);
        this.work = work;
    }

    /** As a thread of the JDK it never is: it has ended for whoever joins it. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it is called once, by who has made it
    public void start() {
        Task task = Worker.currentTask();
        if (task == null) {
            throw new IllegalStateException(getName() + " was made in a simulation, and is started outside of it");
        }
        task.world().begin(task.host(), Duration.ZERO, work);
    }
}
