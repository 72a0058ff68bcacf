package io.github.dynamosession.demo;

import io.github.dynamosession.demo.Expectation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What has happened so far, counted over all visitors. */
final class Tally {

    private int requests;
    private int failedOver;
    private int acknowledged;
    private int kills;
    private int loginsCutOff;
    private final Map<String, Integer> errors = new TreeMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> details = new ArrayList<>();

    synchronized void request() {
        requests++;
    }

    synchronized void failedOver() {
        failedOver++;
    }

    synchronized void acknowledged() {
        acknowledged++;
    }

    synchronized void kill() {
        kills++;
    }

    /** The session has moved to its new id, and the node died before it told the client. */
    synchronized void loginCutOff() {
        loginsCutOff++;
    }

    synchronized void error(String kind) {
        errors.merge(kind, 1, Integer::sum);
    }

    synchronized void violation(Verdict verdict, String detail) {
        verdicts.add(verdict);
        details.add(verdict + ": " + detail);
    }

    synchronized boolean passed() {
        return verdicts.isEmpty() && acknowledged > 0 && kills > 0;
    }

    synchronized int kills() {
        return kills;
    }

    synchronized int requests() {
        return requests;
    }

    @Override
    public synchronized String toString() {
        List<String> lines = new ArrayList<>(details);
        lines.add(line("nodes killed (SIGKILL) and restarted", kills, ""));
        lines.add(line("requests", requests, ""));
        lines.add(line("failed over to another node", failedOver, ""));
        lines.add(line("errors seen by clients (retried)", sum(errors), errors.isEmpty() ? "" : "  " + errors));
        lines.add(line("  of them logins cut off from their session", loginsCutOff, ""));
        lines.add(line("acknowledged changes", acknowledged, ""));
        lines.add(line("lost", count(Verdict.LOST), ""));
        lines.add(line("stale reads", count(Verdict.STALE), ""));
        lines.add(line("unexpected logouts", count(Verdict.LOGGED_OUT), ""));
        lines.add(passed() ? "  PASSED" : "  FAILED");
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String what, int number, String remark) {
        return String.format(Locale.ROOT, "  %-42s %,7d%s", what, number, remark);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(Verdict verdict) {
        return (int) verdicts.stream().filter(verdict::equals).count();
    }
}
