package io.github.dynamosession.simulation.world;

import org.jspecify.annotations.Nullable;

/**
 * What happens at some time of a {@link World}: a task goes on, or something is done between the tasks.
 *
 * @param number those of one time happen in this order
 * @param task null if it is an action
 * @param pass which of its waits the task is to end; if that has ended, the event is void
 */
record Event(
        long time, long number, Runnable action, @Nullable Task task, long pass) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(time, other.time);
        return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }

    Event at(long later, long newNumber) {
        return new Event(later, newNumber, action, task, pass);
    }
}
