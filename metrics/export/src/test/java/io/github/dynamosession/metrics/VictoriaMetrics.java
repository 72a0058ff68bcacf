package io.github.dynamosession.metrics;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.ProcessGuard;
import io.github.dynamosession.cluster.Programs;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The VictoriaMetrics that the machine has, as a collector of OTLP. */
final class VictoriaMetrics implements Closeable {

    private static final String MISSING =
            "no victoria-metrics on the PATH (.ci/metrics-tools fetches one): what is sent by OTLP stays UNTESTED";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Process process;

    private VictoriaMetrics(Path program, Path directory) {
        process = ProcessGuard.start(new ProcessBuilder(
                        program.toString(),
                        "-storageDataPath=" + directory.resolve("data"),
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-opentelemetry.usePrometheusNaming",
                        "-search.latencyOffset=0s")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()));
    }

    /** Returns when it is ready; skips the test where there is none, but fails it where {@code CI} is set. */
    static VictoriaMetrics start(Path directory) {
        Path program = Programs.onPath("victoria-metrics").orElseGet(() -> Programs.missing(MISSING));
        VictoriaMetrics started = new VictoriaMetrics(program, directory);
        await().failFast("victoria-metrics ended", () -> !started.process.isAlive())
                .ignoreExceptions()
                .until(() -> started.get("/health").statusCode() == 200);
        return started;
    }

    /** What the variable of OpenTelemetry has to be. */
    String endpoint() {
        return "http://127.0.0.1:" + port + "/opentelemetry";
    }

    /** What it answers to an expression of PromQL, as JSON. */
    String query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port).resolve(path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
