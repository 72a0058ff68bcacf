package io.github.dynamosession.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine of the simulation, from its start to its end: its clock may be wrong, and all that runs on it may pause, or end. Used
 * by what happens in its {@link World} alone.
 */
public final class Host {

    private final String name;
    private final List<Task> trying = new ArrayList<>();
    private Duration clockError = Duration.ZERO;
    private long pausedFrom;
    private long pausedUntil;
    private boolean down;

    public Host(String name) {
        this.name = name;
    }

    /** How much its clock is ahead; negative: behind. It may jump. */
    public void setClockError(Duration error) {
        clockError = error;
    }

    public Duration clockError() {
        return clockError;
    }

    public boolean isDown() {
        return down;
    }

    void goDown() {
        down = true;
    }

    void pause(long from, long until) {
        pausedFrom = from < pausedUntil ? pausedFrom : from;
        pausedUntil = Math.max(pausedUntil, until);
    }

    long pausedFrom() {
        return pausedFrom;
    }

    long pausedUntil() {
        return down ? 0 : pausedUntil;
    }

    /** The tasks that try in vain to have something that another task of this host has. */
    List<Task> trying() {
        return trying;
    }

    @Override
    public String toString() {
        return name;
    }
}
