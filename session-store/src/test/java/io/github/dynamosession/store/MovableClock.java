package io.github.dynamosession.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until a test moves it. */
public final class MovableClock extends Clock {

    private final AtomicReference<Instant> now;
    private final AtomicReference<Runnable> beforeRead = new AtomicReference<>(() -> {});

    public MovableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    /** Runs once, when the time is next asked for. */
    public void beforeNextRead(Runnable action) {
        beforeRead.set(action);
    }

    @Override
    public Instant instant() {
        beforeRead.getAndSet(() -> {}).run();
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
