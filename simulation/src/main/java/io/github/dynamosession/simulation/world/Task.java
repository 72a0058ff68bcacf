package io.github.dynamosession.simulation.world;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Something that runs on a host, on one thread from its begin to its end. Of all tasks of a world one runs at a time. */
final class Task {

    private final World world;
    private final Host host;
    private final Runnable work;
    private @Nullable Worker worker;
    private volatile boolean running;
    private long pass;

    Task(World world, Host host, Runnable work) {
        this.world = world;
        this.host = host;
        this.work = work;
    }

    World world() {
        return world;
    }

    Host host() {
        return host;
    }

    /** The number of the wait that it is in, or that comes next. */
    long pass() {
        return pass;
    }

    /** @throws HostDownError if it must not go on */
    void requireHost() {
        if (host.isDown()) {
            throw new HostDownError(host.toString());
        }
    }

    /** Lets it run. The task that calls this must not run any further. */
    void resume() {
        pass++;
        running = true;
        Worker its = worker;
        if (its == null) {
            worker = world.idleWorker();
            worker.begin(this);
        } else {
            LockSupport.unpark(its);
        }
    }

    /** It does not run any more: to be called before another task runs. */
    void rest() {
        running = false;
    }

    /** On its own thread: returns when it may run. */
    void awaitTurn() {
        while (!running) {
            LockSupport.park(this);
        }
    }

    /** @throws Throwable what the work throws, but for the end of its host */
    void run() throws Throwable {
        try {
            requireHost();
            work.run();
        } catch (HostDownError e) {
            // nobody is left to be told
        } catch (Throwable e) {
            if (!host.isDown()) {
                throw e;
            }
        }
    }
}
