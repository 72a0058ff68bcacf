package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The three samples make the same alarms and the same dashboard, of meters that nodes have. */
final class SessionAlarmsTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern METER =
            Pattern.compile("(?m)^\\| `(dynamosession\\.[a-z.]+)` \\| ([a-z ]+) \\| [a-z]* ?\\| ([^|]*)\\|");
    private static final Pattern ASKED = Pattern.compile("dynamosession\\.[a-z.]+");
    private static final Pattern DIMENSIONS =
            Pattern.compile("\\{Dynamosession,([a-z,]+)} MetricName=\\\\?\"(dynamosession\\.[a-z.]+)\\.[a-z]+\\\\?\"");
    private static final Pattern TAG = Pattern.compile("`([a-z]+)`");

    /** What metrics=emf writes of each type of meter; docs/metrics.md says so. */
    private static final Map<String, Set<String>> FIGURES = Map.of(
            "counter", Set.of("count"),
            "gauge", Set.of("value"),
            "timer", Set.of("count", "total", "max"),
            "distribution summary", Set.of("count", "total", "max"));

    /** By name of the meter, with the tag that the export adds: a test of the metrics holds that table against the code. */
    private static Map<String, Set<String>> dimensions() throws IOException {
        return METER.matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> {
                    Set<String> tags = new TreeSet<>(Set.of("application"));
                    TAG.matcher(row.group(3)).results().forEach(tag -> tags.add(tag.group(1)));
                    return tags;
                }));
    }

    private static Set<String> figures() throws IOException {
        return METER.matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .flatMap(row -> FIGURES.get(row.group(2)).stream().map(figure -> row.group(1) + "." + figure))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void allSamplesMakeTheSameAlarms(AlarmSample sample) {
        assertThat(sample.alarms()).isEqualTo(AlarmSample.CLOUDFORMATION.alarms());
    }

    @ParameterizedTest
    @EnumSource
    void allSamplesMakeTheSameDashboard(AlarmSample sample) {
        assertThat(Yaml.parse(sample.dashboard())).isEqualTo(Yaml.parse(AlarmSample.CLOUDFORMATION.dashboard()));
    }

    @Test
    void alarmsLookAtWhatNodesWriteByAllOfItsDimensions() throws IOException {
        for (Alarm alarm : AlarmSample.CLOUDFORMATION.alarms()) {
            String[] metric = alarm.metric().split(" ");
            if (metric[0].equals("Dynamosession")) {
                assertThat(figures()).contains(metric[1]);
                String meter = metric[1].substring(0, metric[1].lastIndexOf('.'));
                assertThat(alarm.dimensions().keySet())
                        .as(metric[1])
                        .isEqualTo(dimensions().get(meter));
            }
        }
    }

    @Test
    void theDashboardShowsWhatNodesWriteByAllOfItsDimensions() throws IOException {
        String dashboard = AlarmSample.CLOUDFORMATION.dashboard();

        assertThat(figures())
                .containsAll(ASKED.matcher(dashboard)
                        .results()
                        .map(match -> match.group())
                        .toList());
        assertThat(DIMENSIONS.matcher(dashboard).results()).isNotEmpty().allSatisfy(search -> assertThat(
                        Set.of(search.group(1).split(",")))
                .as(search.group(2))
                .isEqualTo(dimensions().get(search.group(2))));
    }

    @Test
    void eachAlarmNamesItsPartOfTheRunbook() throws IOException {
        String runbook = Files.readString(DOCS.resolve("runbook.md"));
        for (Alarm alarm : AlarmSample.CLOUDFORMATION.alarms()) {
            String part = alarm.description().replaceAll(".* docs/runbook\\.md#", "");
            assertThat(runbook.toLowerCase(java.util.Locale.ROOT)).contains("\n## " + part + "\n");
        }
    }
}
