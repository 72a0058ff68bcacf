package io.github.dynamosession.store;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is told, without a trace of garbage. */
final class SessionCounts implements MetricsListener {

    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    private final LongAdder lateSaves = new LongAdder();
    private final LongAdder lockWaits = new LongAdder();
    private final LongAdder locksNotTaken = new LongAdder();
    private final LongAdder largeValueHits = new LongAdder();
    private final LongAdder largeValueMisses = new LongAdder();
    private volatile long expiryBacklog;

    SessionCounts() {
        Arrays.stream(Refusal.values()).forEach(why -> refusals.put(why, new LongAdder()));
    }

    /** @param sessionsSeen which is no count, and stands beside them */
    SessionStatistics snapshot(long sessionsSeen) {
        return new SessionStatistics(
                new SessionStatistics.Refusals(
                        refused(Refusal.STORE).sum(),
                        refused(Refusal.LOCK).sum(),
                        refused(Refusal.SESSION).sum()),
                lateSaves.sum(),
                lockWaits.sum(),
                locksNotTaken.sum(),
                largeValueHits.sum(),
                largeValueMisses.sum(),
                expiryBacklog,
                sessionsSeen);
    }

    private LongAdder refused(Refusal why) {
        return Objects.requireNonNull(refusals.get(why));
    }

    @Override
    public void requestRefused(Refusal why) {
        refused(why).increment();
    }

    @Override
    public void lateSave() {
        lateSaves.increment();
    }

    @Override
    public void lockWait(boolean taken, long nanoseconds) {
        lockWaits.increment();
        if (!taken) {
            locksNotTaken.increment();
        }
    }

    @Override
    public void largeValueRead(boolean cached) {
        (cached ? largeValueHits : largeValueMisses).increment();
    }

    @Override
    public void expirySearched(long found) {
        expiryBacklog = found;
    }
}
