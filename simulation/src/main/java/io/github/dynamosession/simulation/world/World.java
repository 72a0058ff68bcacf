package io.github.dynamosession.simulation.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a simulation, what is to happen in it, and its chance. What runs takes no time; time passes while all wait. The same
 * seed gives the same run, as long as tasks ask nobody else for the time, for chance, or for threads: see {@link SimulatedJdk}.
 *
 * <p>One thread at a time uses a world: that of the task that runs. A task that waits hands on to the next one itself. So two tasks
 * that take turns cost one change of threads for each turn, and one that goes on with its own next event costs none.
 */
public final class World {

    static {
        Substitution.install();
    }

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final int HUNG_AFTER_SECONDS = 60;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Set<Task> tasks = new LinkedHashSet<>();
    private final Workers workers = new Workers(this);
    private final Random random;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long number; // also read by who waits for the end
    private long now;
    private boolean ending;
    private @Nullable Throwable failure;

    public World(long seed) {
        random = new Random(seed);
    }

    // ---------------------------------------------------------------- time and chance

    /** Since the beginning, in nanoseconds. */
    public long nanos() {
        return now;
    }

    /** What a clock shows that is right. */
    public Instant instant() {
        return START.plusNanos(now);
    }

    /** The clock of a host. */
    public Clock clock(Host host) {
        return new Clock() {
            @Override
            public Instant instant() {
                return World.this.instant().plus(host.clockError());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    public Random random() {
        return random;
    }

    /** True once in so many times. */
    public boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    /** At random between both. */
    public Duration between(Duration least, Duration most) {
        return least.plusNanos((long) (random.nextDouble() * most.minus(least).toNanos()));
    }

    // ---------------------------------------------------------------- what is to happen

    /** Something that is done between the tasks, on no host; it must not wait. */
    public void after(Duration delay, Runnable action) {
        events.add(new Event(now + delay.toNanos(), nextNumber(), action, null, 0));
    }

    /** A task, which begins after the delay. */
    public void begin(Host host, Duration delay, Runnable work) {
        Task task = new Task(this, host, work);
        tasks.add(task);
        goesOn(task, now + delay.toNanos());
    }

    private void goesOn(Task task, long time) {
        events.add(new Event(time, nextNumber(), () -> {}, task, task.pass()));
    }

    /** All that runs on the host stands still for so long. */
    public void pause(Host host, Duration duration) {
        host.pause(now, now + duration.toNanos());
    }

    /** How long a host has stood still by now; zero if it does not. */
    public Duration pausedFor(Host host) {
        return now < host.pausedUntil() ? Duration.ofNanos(now - host.pausedFrom()) : Duration.ZERO;
    }

    /** All that runs on the host ends where it is, for ever. */
    public void crash(Host host) {
        host.goDown();
        tasks.stream().filter(task -> task.host() == host).forEach(task -> goesOn(task, now));
    }

    // ---------------------------------------------------------------- for the task that runs

    /** The task that runs waits for so long. */
    public void sleep(Duration time) {
        await(new Signal(), time);
    }

    /** Something that one task at a time waits for. */
    public static final class Signal {
        private @Nullable Task waiting;
        private boolean given;

        public boolean isGiven() {
            return given;
        }
    }

    /** From now on, who waits for it waits no more. */
    public void give(Signal signal) {
        signal.given = true;
        if (signal.waiting != null) {
            goesOn(signal.waiting, now);
        }
    }

    /** Waits for it; false if the time is over before. */
    public boolean await(Signal signal, Duration atMost) {
        Task task = current();
        if (!signal.given) {
            signal.waiting = task;
            try {
                waitUntil(task, now + atMost.toNanos());
            } finally { // also if its host is down
                signal.waiting = null;
            }
        }
        return signal.given;
    }

    /**
     * Tries something until it succeeds, again and again as other tasks of the host have done something: for what a lock of the JDK
     * guards, which knows nothing of this world.
     *
     * @return false if the time is over before
     */
    boolean tryUntil(BooleanSupplier attempt, Duration atMost) {
        Task task = current();
        long deadline = now + Math.max(0, atMost.toNanos());
        boolean succeeded = attempt.getAsBoolean();
        if (!succeeded) {
            letOthersTry(task.host()); // what it has done before may be what they wait for
        }
        while (!succeeded && now < deadline) {
            task.requireHost();
            task.host().trying().add(task);
            goesOn(task, deadline);
            handOn(task);
            task.host().trying().remove(task);
            task.requireHost();
            succeeded = attempt.getAsBoolean();
        }
        return succeeded;
    }

    private void waitUntil(Task task, long time) {
        task.requireHost();
        letOthersTry(task.host());
        goesOn(task, time);
        handOn(task);
        task.requireHost();
    }

    private void letOthersTry(Host host) {
        List.copyOf(host.trying()).forEach(other -> goesOn(other, now));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time has the world
    private long nextNumber() {
        return number++;
    }

    private static Task current() {
        Task task = Worker.currentTask();
        if (task == null) {
            throw new IllegalStateException("only a task of a simulation can wait in it");
        }
        return task;
    }

    private void handOn(Task task) {
        task.rest();
        Task next = next();
        if (next != null) {
            next.resume();
        }
        if (next != task) {
            task.awaitTurn();
        }
    }

    // ---------------------------------------------------------------- the run

    /**
     * Runs a task, and all that comes of it, until it has ended. All that is still to happen then never does. For one run.
     *
     * @throws AssertionError if any task throws something, or if nothing happens any more
     */
    public void run(Host host, Runnable work) throws InterruptedException {
        begin(host, Duration.ZERO, () -> {
            work.run();
            ending = true;
        });
        Task first = next();
        if (first != null) {
            first.resume();
        }
        long before = -1;
        while (!end.await(HUNG_AFTER_SECONDS, TimeUnit.SECONDS)) {
            if (number == before) {
                throw new AssertionError(
                        "a task waits for something that this world does not know:\n" + workers.stacks());
            }
            before = number;
        }
        if (failure != null) {
            throw new AssertionError("after " + Duration.ofNanos(now) + " of the simulation", failure);
        }
    }

    Worker idleWorker() {
        return workers.idle();
    }

    /** A task has ended: its worker hands on to the next one. */
    void ended(Task task, Worker worker, @Nullable Throwable thrown) {
        tasks.remove(task);
        workers.free(worker);
        if (thrown != null) {
            fail(thrown);
        }
        letOthersTry(task.host());
        Task next = next();
        if (next == null) {
            workers.dismissAll();
            end.countDown();
        } else {
            next.resume();
        }
    }

    private void fail(Throwable thrown) {
        failure = failure == null ? thrown : failure;
        ending = true;
    }

    /** What happens until a task is to run; null if the world has ended. */
    private @Nullable Task next() {
        while (!ending) {
            Event event = events.poll();
            if (event == null) {
                fail(new IllegalStateException("nothing is to happen any more, and all wait"));
                break;
            }
            now = event.time();
            Task task = event.task();
            if (task == null) {
                act(event.action());
            } else if (task.pass() == event.pass()) {
                if (task.host().pausedUntil() <= now) {
                    return task;
                }
                events.add(event.at(task.host().pausedUntil(), nextNumber()));
            }
        }
        return lastOnes();
    }

    private void act(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** At the end all hosts go down, so that each task leaves its thread. */
    private @Nullable Task lastOnes() {
        tasks.forEach(task -> task.host().goDown());
        return tasks.isEmpty() ? null : tasks.iterator().next();
    }
}
