package io.github.dynamosession.simulation.world;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;

/** The threads of a world: as many as it has tasks that have begun. */
final class Workers {

    private final World world;
    private final Deque<Worker> idle = new ArrayDeque<>();
    private int count;

    Workers(World world) {
        this.world = world;
    }

    Worker idle() {
        Worker last = idle.pollLast();
        return last == null ? new Worker(world, ++count) : last;
    }

    void free(Worker worker) {
        idle.add(worker);
    }

    void dismissAll() {
        idle.forEach(Worker::dismiss);
    }

    /** Where they are, for whoever asks why nothing happens. */
    String stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey() instanceof Worker)
                .map(Workers::stack)
                .collect(Collectors.joining("\n"));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> entry) {
        return entry.getKey().getName() + ", " + entry.getKey().getState() + ":\n"
                + Arrays.stream(entry.getValue())
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n"));
    }
}
