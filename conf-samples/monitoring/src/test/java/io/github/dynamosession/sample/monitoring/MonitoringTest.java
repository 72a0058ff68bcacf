package io.github.dynamosession.sample.monitoring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms and dashboard ask for what nodes tell, and each alarm has its advice. */
class MonitoringTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern METRIC_ROW = Pattern.compile("\\| `(dynamosession_[a-z_]+)` \\| (.*) \\|");
    private static final Pattern TAG_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (Session\\w+)$");

    /** Of Prometheus, and of the jar that tells of all applications of a node. */
    private static final Set<String> LABELS_OF_EACH_SERIES = Set.of("application", "instance", "job", "le");

    /** A test of the metrics holds that table against a scrape. */
    private static Set<String> told() throws IOException {
        return METRIC_ROW
                .matcher(page("metrics.md"))
                .results()
                .flatMap(row -> Stream.concat(
                        Stream.of(row.group(1)),
                        Stream.of("_bucket", "_count", "_max", "_sum")
                                .filter(row.group(2)::contains)
                                .map(row.group(1)::concat)))
                .collect(java.util.stream.Collectors.toSet());
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    @Test
    void alarmsAskForWhatNodesTell() throws IOException {
        assertThat(told()).containsAll(Queries.metrics(Queries.ofAlarms()));
    }

    @Test
    void theDashboardAsksForWhatNodesTell() throws IOException {
        assertThat(told()).containsAll(Queries.metrics(Queries.ofDashboard()));
    }

    @Test
    void labelsAreThoseOfTheMeters() throws IOException {
        Set<String> labels = new TreeSet<>(LABELS_OF_EACH_SERIES);
        TAG_ROW.matcher(page("metrics.md")).results().forEach(row -> labels.add(row.group(1)));
        labels.addAll(Set.of("alertname", "alertstate"));

        assertThat(labels)
                .containsAll(Queries.labels(Queries.ofAlarms()))
                .containsAll(Queries.labels(Queries.ofDashboard()));
    }

    @Test
    void eachAlarmHasItsPartOfTheRunbookAndEachPartItsAlarm() throws IOException {
        List<String> names = Queries.alarms().stream()
                .map(alarm -> (String) alarm.get("alert"))
                .toList();
        List<String> headings = HEADING.matcher(page("runbook.md"))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings).containsExactlyElementsOf(names);
        assertThat(Queries.alarms())
                .allSatisfy(alarm -> assertThat(((Map<?, ?>) alarm.get("annotations")).get("runbook"))
                        .isEqualTo("docs/runbook.md#" + ((String) alarm.get("alert")).toLowerCase(Locale.ROOT)))
                .allSatisfy(alarm -> assertThat(((Map<?, ?>) alarm.get("labels")).get("severity"))
                        .isIn("page", "ticket"));
    }

    /** What it means is the first line; a heading without all of this helps nobody at night. */
    @Test
    void eachPartOfTheRunbookSaysWhatUsersSeeWhatToDoAndWhenItIsOver() throws IOException {
        for (String part : page("runbook.md").split("(?m)^## (?=Session)")) {
            if (part.startsWith("Session")) {
                assertThat(part).contains("- **Users** ", "- **Do**: ", "- **Over** when ");
            }
        }
    }

    @Test
    void eachAlarmFiresOnItsFiguresAndNoneOnThoseOfAHealthyCluster() throws Exception {
        promtool("test", "rules", "alerts-test.yaml");
        String tests = Files.readString(Path.of("alerts-test.yaml"));

        assertThat(Queries.alarms())
                .allSatisfy(alarm -> assertThat(tests).contains("alertname=\"" + alarm.get("alert") + "\""));
    }

    @Test
    void prometheusUnderstandsTheAlarmsAndTheDashboard(@TempDir Path directory) throws Exception {
        promtool("check", "rules", Queries.ALERTS.toString());
        String panels = Queries.ofDashboard().stream()
                .map(query -> "      - record: panel\n        expr: '" + query.replace("'", "''") + "'\n")
                .collect(joining("", "groups:\n  - name: dashboard\n    rules:\n", ""));
        Path rules = Files.writeString(directory.resolve("dashboard.yaml"), panels);

        promtool("check", "rules", "--lint=none", rules.toString());
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        Path promtool = Programs.onPath("promtool")
                .orElseGet(() -> Programs.missing("no promtool on the PATH (.ci/metrics-tools fetches one): alarms and"
                        + " dashboard stay UNTESTED"));
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Programs.requireSuccess(command);
    }
}
