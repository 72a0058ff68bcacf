package io.github.dynamosession.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener was told, a line each; times as what they are of. */
public final class Told implements MetricsListener {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Listens from now on. */
    public static Told by(SessionMetrics metrics) {
        Told told = new Told();
        metrics.listen(told);
        return told;
    }

    public List<String> lines() {
        return lines;
    }

    /** Those that begin so. */
    public List<String> lines(String begin) {
        return lines.stream().filter(line -> line.startsWith(begin)).toList();
    }

    @Override
    public void storeCall(String call, Outcome outcome, long nanoseconds) {
        lines.add("call " + call + " " + outcome + (nanoseconds > 0 ? "" : " in no time"));
    }

    @Override
    public void storeUnits(String call, double readUnits, double writeUnits) {
        lines.add("units " + call + " " + readUnits + " " + writeUnits);
    }

    @Override
    public void storeRepetition(String call, Repetition why) {
        lines.add("repetition " + call + " " + why);
    }

    @Override
    public void connectionWait(long nanoseconds, int leased, int pending) {
        lines.add("connection " + leased + " leased " + pending + " pending" + (nanoseconds > 0 ? "" : " in no time"));
    }

    @Override
    public void sessionRead(long bytes) {
        lines.add("read " + bytes);
    }

    @Override
    public void valueSaved(long bytes) {
        lines.add("value " + bytes);
    }

    @Override
    public void largeValueRead(boolean cached) {
        lines.add("large value " + (cached ? "cached" : "loaded"));
    }

    @Override
    public void lateSave() {
        lines.add("late save");
    }

    @Override
    public void lockWait(boolean taken, long nanoseconds) {
        lines.add("lock " + (taken ? "taken" : "not taken") + (nanoseconds > 0 ? "" : " in no time"));
    }

    @Override
    public void requestRefused(Refusal why) {
        lines.add("refused " + why);
    }

    @Override
    public void sessionExpired(long nanoseconds) {
        lines.add("expired " + nanoseconds / 1_000_000 + " ms ago");
    }

    @Override
    public void expirySearched(long found) {
        lines.add("found " + found);
    }
}
