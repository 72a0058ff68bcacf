package io.github.dynamosession.simulation.world;

import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.Uninterrupted;
import io.github.dynamosession.store.Uninterrupted.Wait;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What the product asks for time, chance and threads: for a task of a simulation its {@link World} answers, for all else the JDK
 * does. {@link Substitution} puts these in the place of the product's calls, each in that of the method of its name.
 */
public final class SimulatedJdk {

    private SimulatedJdk() {}

    // ---------------------------------------------------------------- time

    /** {@link System#nanoTime()} */
    public static long nanoTime() {
        Task task = Worker.currentTask();
        return task == null ? System.nanoTime() : task.world().nanos();
    }

    /** {@link Clock#systemUTC()} */
    public static Clock systemUTC() {
        Task task = Worker.currentTask();
        return task == null ? Clock.systemUTC() : task.world().clock(task.host());
    }

    /** {@link Uninterrupted#sleep(Duration)} */
    public static void sleep(Duration time) {
        Task task = Worker.currentTask();
        if (task == null) {
            Uninterrupted.sleep(time);
        } else {
            task.world().sleep(time);
        }
    }

    /** {@link Uninterrupted#await(Duration, Wait)} */
    public static boolean await(Duration atMost, Wait wait) {
        Task task = Worker.currentTask();
        return task == null ? Uninterrupted.await(atMost, wait) : task.world().tryUntil(() -> isThere(wait), atMost);
    }

    private static boolean isThere(Wait wait) {
        boolean interrupted = Thread.interrupted();
        try {
            return wait.await(0, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a task while it runs", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---------------------------------------------------------------- chance

    /** {@link UUID#randomUUID()} */
    public static UUID randomUUID() {
        Task task = Worker.currentTask();
        if (task == null) {
            return UUID.randomUUID();
        }
        return new UUID(task.world().random().nextLong(), task.world().random().nextLong());
    }

    /** {@link Collections#shuffle(List)} */
    public static void shuffle(List<?> list) {
        shuffle(list, new Random());
    }

    /** {@link Collections#shuffle(List, Random)} */
    public static void shuffle(List<?> list, Random own) {
        Collections.shuffle(list, random(own));
    }

    /** {@link Random#nextDouble()} */
    public static double nextDouble(Random own) {
        return random(own).nextDouble();
    }

    /** {@link Random#nextInt(int)} */
    public static int nextInt(Random own, int bound) {
        return random(own).nextInt(bound);
    }

    private static Random random(Random own) {
        Task task = Worker.currentTask();
        return task == null ? own : task.world().random();
    }

    // ---------------------------------------------------------------- threads

    /** {@link OwnThreads#named(String)} */
    public static ThreadFactory named(String name) {
        ThreadFactory real = OwnThreads.named(name);
        return work -> Worker.currentTask() == null ? real.newThread(work) : new SimulatedThread(name, work);
    }

    /** {@link OwnThreads#scheduler(String, int)} */
    public static ScheduledThreadPoolExecutor scheduler(String name, int threads) {
        return new SimulatedScheduler(threads, OwnThreads.named(name));
    }
}
