package io.github.dynamosession.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.Programs;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus calls each meter, by a scrape; and that docs/metrics.md says so. */
class PrometheusNamesTest {

    private static final Pattern NAME = Pattern.compile("([a-z_]+?)(_bucket|_count|_max|_sum)?\\{");

    private final int port = Ports.free();
    private final SessionMetrics shop = new SessionMetrics();
    private Runnable end = () -> {};

    @BeforeEach
    void begin() throws ReflectiveOperationException {
        end = new PrometheusExport()
                .begin(
                        SessionStoreConfig.of(Map.of(
                                "applicationName",
                                "/shop",
                                "metricsAddress",
                                "127.0.0.1",
                                "metricsPort",
                                String.valueOf(port))),
                        shop);
        Figures.tellAll(shop);
    }

    @AfterEach
    void end() {
        end.run();
    }

    private String scrape() throws IOException {
        return new String(
                URI.create("http://127.0.0.1:" + port + "/metrics")
                        .toURL()
                        .openStream()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void thePageHasTheNames() throws IOException {
        Map<String, TreeSet<String>> endings = new TreeMap<>();
        scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher name = NAME.matcher(line);
            assertThat(name.lookingAt()).as(line).isTrue();
            Set<String> those = endings.computeIfAbsent(name.group(1), absent -> new TreeSet<>());
            Optional.ofNullable(name.group(2)).ifPresent(those::add);
        });
        String table = endings.entrySet().stream()
                .map(each -> "| `" + each.getKey() + "` | "
                        + each.getValue().stream()
                                .map(ending -> "`" + ending + "`")
                                .collect(joining(", "))
                        + " |\n")
                .collect(joining());

        assertThat(Files.readString(Path.of("..", "..", "docs", "metrics.md")))
                .contains("| in Prometheus | with |\n| --- | --- |\n" + table + "\n");
    }

    @Test
    void promtoolFindsNothingToMend() throws Exception {
        Path promtool = Programs.onPath("promtool")
                .orElseGet(() -> Programs.missing("no promtool on the PATH (.ci/metrics-tools fetches one): what"
                        + " Prometheus thinks of the page stays UNTESTED"));
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var page = check.getOutputStream()) {
            new ByteArrayInputStream(scrape().getBytes(StandardCharsets.UTF_8)).transferTo(page);
        }

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }
}
