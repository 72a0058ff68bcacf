package io.github.dynamosession.workload;

import static java.util.stream.Collectors.joining;

import io.github.dynamosession.workload.Anomaly.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What users saw of each of several things, as a table in Markdown. */
public final class FindingsTable {

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

    private final String subject;
    private final Map<String, Findings> rows = new LinkedHashMap<>();

    /** @param subject what the rows differ in: the title of the first column */
    public FindingsTable(String subject) {
        this.subject = subject;
    }

    /** A row; one of the same title is replaced. */
    public void add(String title, Findings findings) {
        rows.put(title, findings);
    }

    /** The rows of these titles in their order, without those that were not added. */
    public String markdown(Stream<String> titles) {
        String head = row(subject, COLUMNS);
        String line = row("---", COLUMNS.stream().map(column -> "---:").toList());
        Stream<String> body = titles.flatMap(
                title -> Stream.ofNullable(rows.get(title)).map(findings -> row(title, figures(findings))));
        return Stream.concat(Stream.of(head, line), body).collect(joining());
    }

    public int size() {
        return rows.size();
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
