package io.github.dynamosession.it.failover;

import static java.util.stream.Collectors.joining;

import io.github.dynamosession.workload.Anomaly.Kind;
import io.github.dynamosession.workload.Findings;
import io.github.dynamosession.workload.History;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The table in {@code docs/failover.md}: what users saw of each fault. */
final class FailoverTable {

    private static final List<String> COLUMNS = List.of(
            "requests",
            "acknowledged changes",
            "errors that clients saw",
            "from the first to the last",
            "longest wait of a client",
            "lost changes",
            "stale reads",
            "resurrections",
            "foreign data",
            "unexpected logouts");

    private final Map<Fault, Findings> measured = new EnumMap<>(Fault.class);

    void add(Fault fault, Findings findings) {
        measured.put(fault, findings);
    }

    boolean isComplete() {
        return measured.size() == Fault.values().length;
    }

    String markdown() {
        String head = row("while the users shop", COLUMNS);
        String line = row("---", COLUMNS.stream().map(column -> "---:").toList());
        return Stream.concat(
                        Stream.of(head, line),
                        measured.entrySet().stream()
                                .map(entry -> row(entry.getKey().title(), figures(entry.getValue()))))
                .collect(joining());
    }

    private static List<String> figures(Findings findings) {
        History history = findings.history();
        int errors = history.failures().size();
        Stream<String> seen = Stream.of(
                number(history.requests()),
                number(history.acknowledgedChanges()),
                number(errors),
                errors == 0 ? "" : seconds(errorPeriod(history)),
                seconds(history.longestWait()));
        Stream<String> anomalies = Stream.of(Kind.values()).map(kind -> number(findings.count(kind)));
        return Stream.concat(seen, anomalies).toList();
    }

    private static Duration errorPeriod(History history) {
        return Duration.between(
                history.firstError().orElseThrow(), history.lastError().orElseThrow());
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String row(String first, List<String> others) {
        return "| " + first + others.stream().collect(joining(" | ", " | ", " |\n"));
    }
}
