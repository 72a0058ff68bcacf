package io.github.dynamosession.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.ProcessGuard;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is packaged, in a process whose environment says where to send to; a container has it in {@code DistributionIT}. */
class PackagedJarIT {

    /** The collector remembers for a while that it had none. */
    private static final Duration VISIBLE_WITHIN = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void aCollectorOfOpenTelemetryGetsTheFigures() throws Exception {
        try (VictoriaMetrics collector = VictoriaMetrics.start(directory)) {
            export(
                    "otlp",
                    Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            collector.endpoint(),
                            "OTEL_SERVICE_NAME",
                            "node-of-shop",
                            "OTEL_RESOURCE_ATTRIBUTES",
                            "service.instance.id=node-1"));

            String loads = "{application=\"/shop\",call=\"load\",outcome=\"success\","
                    + "service_name=\"node-of-shop\",service_instance_id=\"node-1\",telemetry_sdk_name=\"io.micrometer\"%s}";
            await().atMost(VISIBLE_WITHIN).untilAsserted(() -> assertThat(
                            collector.query("dynamosession_store_call_seconds_count" + loads.formatted("")))
                    .contains("\"3\"]"));
            assertThat(collector.query("dynamosession_store_call_seconds_sum" + loads.formatted("")))
                    .contains("\"0.009");
            assertThat(collector.query("dynamosession_store_call_seconds_bucket" + loads.formatted(",le=\"0.005\"")))
                    .contains("\"3\"]");
        }
    }

    @Test
    void standardOutputHasTheLinesForCloudWatchAndNothingElse() throws Exception {
        assertThat(export("emf", Map.of()).lines())
                .singleElement()
                .asString()
                .startsWith("{\"_aws\":")
                .contains(
                        "\"application\":\"/shop\",\"call\":\"load\",\"outcome\":\"success\",\"dynamosession.store.call.count\":3.0");
    }

    /** @return its standard output */
    private static String export(String way, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Exporting.class.getName(),
                        way)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        node.environment().putAll(environment);
        Process running = ProcessGuard.start(node);
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
        return output;
    }

    /** The jar, what it lies beside, and the program of the test. */
    private static String classPath() {
        return Stream.of(
                        DropInJar.metrics(),
                        Path.of("..", "..", "session-store", "target", "classes"),
                        Path.of("target", "test-classes"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
