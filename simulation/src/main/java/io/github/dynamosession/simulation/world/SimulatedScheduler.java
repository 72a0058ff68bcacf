package io.github.dynamosession.simulation.world;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What the product takes for its scheduler: what a task of a simulation schedules is a task of the same host, at its time there.
 * Whatever anybody else schedules runs as ever.
 */
final class SimulatedScheduler extends ScheduledThreadPoolExecutor {

    SimulatedScheduler(int threads, ThreadFactory factory) {
        super(threads, factory);
        setRemoveOnCancelPolicy(true);
    }

    /** Of the product's scheduled work only its cancellation is used. */
    private static final class Scheduled extends CompletableFuture<Object> implements ScheduledFuture<Object> {

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    /** There is none to be there before its time. */
    @Override
    public int prestartAllCoreThreads() {
        return 0;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = Worker.currentTask();
        if (task == null) {
            return super.schedule(command, delay, unit);
        }
        Scheduled scheduled = new Scheduled();
        task.world().begin(task.host(), Duration.ofNanos(unit.toNanos(delay)), () -> {
            if (!scheduled.isCancelled() && !isShutdown()) {
                command.run();
            }
        });
        return scheduled;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        Task task = Worker.currentTask();
        if (task == null) {
            return super.scheduleWithFixedDelay(command, initial, delay, unit);
        }
        Scheduled scheduled = new Scheduled();
        World world = task.world();
        world.begin(task.host(), Duration.ofNanos(unit.toNanos(initial)), () -> {
            while (!scheduled.isCancelled() && !isShutdown()) {
                command.run();
                world.sleep(Duration.ofNanos(unit.toNanos(delay)));
            }
        });
        return scheduled;
    }

    @Override
    public void execute(Runnable command) {
        if (Worker.currentTask() == null) {
            super.execute(command);
        } else {
            ScheduledFuture<?> unused = schedule(command, 0, TimeUnit.NANOSECONDS);
        }
    }
}
