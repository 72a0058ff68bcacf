package io.github.dynamosession.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the checker says of a history. */
public record Findings(History history, List<Anomaly> anomalies) {

    public Findings {
        anomalies = List.copyOf(anomalies);
    }

    /** Something was acknowledged, and nothing went wrong. */
    public boolean passed() {
        return anomalies.isEmpty() && history.acknowledgedChanges() > 0;
    }

    public int count(Anomaly.Kind kind) {
        return (int)
                anomalies.stream().filter(anomaly -> anomaly.kind() == kind).count();
    }

    /** The anomalies, and a table. */
    @Override
    public String toString() {
        Map<String, Integer> errors = history.errors();
        List<String> lines =
                new ArrayList<>(anomalies.stream().map(Anomaly::toString).toList());
        lines.add(line("requests", history.requests(), ""));
        lines.add(line("failed over to another node", history.failedOver(), ""));
        lines.add(line("errors seen by clients", history.failures().size(), errors.isEmpty() ? "" : "  " + errors));
        lines.add(line("  of them logins cut off from their session", history.loginsCutOff(), ""));
        lines.add(line("longest wait for a good answer", history.longestWait().toMillis(), " ms"));
        lines.add(line("acknowledged changes", history.acknowledgedChanges(), ""));
        for (Anomaly.Kind kind : Anomaly.Kind.values()) {
            lines.add(line(kind.title(), count(kind), ""));
        }
        lines.add(passed() ? "  PASSED" : "  FAILED");
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String what, long number, String remark) {
        return String.format(Locale.ROOT, "  %-44s %,7d%s", what, number, remark);
    }
}
