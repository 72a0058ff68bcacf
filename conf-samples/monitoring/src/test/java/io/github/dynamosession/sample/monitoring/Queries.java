package io.github.dynamosession.sample.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the alarms and the dashboard ask Prometheus for. */
final class Queries {

    static final Path ALERTS = Path.of("alerts.yaml");

    private static final Path DASHBOARD = Path.of("grafana", "sessions.json");
    private static final Pattern METRIC = Pattern.compile("dynamosession_[a-z_]+");
    private static final Pattern LABELS = Pattern.compile("by \\(([a-z, ]+)\\)|[{,] ?([a-z]+)=");

    private Queries() {}

    /** An alarm: its {@code alert}, {@code expr}, {@code labels} and {@code annotations}. */
    static List<Map<?, ?>> alarms() {
        return list(list(read(ALERTS).get("groups")).get(0).get("rules"));
    }

    static List<Map<?, ?>> panels() {
        return list(read(DASHBOARD).get("panels"));
    }

    static List<String> ofAlarms() {
        return alarms().stream().map(alarm -> (String) alarm.get("expr")).toList();
    }

    /** As Grafana sends them. */
    static List<String> ofDashboard() {
        return panels().stream()
                .flatMap(panel -> list(panel.get("targets")).stream())
                .map(target -> ((String) target.get("expr"))
                        .replace("$application", ".*")
                        .replace("$__rate_interval", "1m"))
                .toList();
    }

    static SortedSet<String> metrics(List<String> queries) {
        return new TreeSet<>(all(METRIC, queries).map(MatchResult::group).toList());
    }

    static SortedSet<String> labels(List<String> queries) {
        return new TreeSet<>(all(LABELS, queries)
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .flatMap(Pattern.compile(", ")::splitAsStream)
                .toList());
    }

    private static Stream<MatchResult> all(Pattern pattern, List<String> queries) {
        return queries.stream().flatMap(query -> pattern.matcher(query).results());
    }

    /** YAML 1.2, of which JSON is a part. */
    private static Map<?, ?> read(Path file) {
        try {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> list(Object value) {
        return (List<Map<?, ?>>) value;
    }
}
