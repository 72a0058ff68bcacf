package io.github.dynamosession.benchmarks;

import io.github.dynamosession.benchmarks.requests.RequestsBenchmark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints the tables of docs/benchmarks.md. */
public final class Report {

    private static final List<Integer> KILOBYTES = List.of(1, 4, 16, 64, 256);

    private final Map<String, RunResult> results = new HashMap<>();

    private Report() {}

    /** Runs {@code codec}, {@code compression}, {@code metrics} or {@code requests}. */
    public static void main(String[] args) throws Exception {
        Report report = new Report();
        List<String> rows =
                switch (args[0]) {
                    case "codec" -> report.codec();
                    case "compression" -> report.compression();
                    case "metrics" -> report.metrics();
                    case "requests" -> requests();
                    default -> throw new IllegalArgumentException(args[0]);
                };
        rows.forEach(System.out::println);
    }

    /** Plain Kryo cannot decode the unmodifiable lists of Spring Security's context, and is left out there. */
    static List<ChainedOptionsBuilder> codecRuns() {
        String name = CodecBenchmark.class.getName();
        return List.of(
                new OptionsBuilder().include(name).param("kind", "LOGIN", "CART", "RECORDS", "WIZARD"),
                new OptionsBuilder()
                        .include(name)
                        .param("kind", "SPRING_LOGIN")
                        .param("encoder", "DYNAMOSESSION", "JAVA", "FORY"));
    }

    static ChainedOptionsBuilder compressionRun() {
        return new OptionsBuilder().include(CompressionBenchmark.class.getName());
    }

    static ChainedOptionsBuilder metricsRun() {
        return new OptionsBuilder().include(StoreCallsBenchmark.class.getName());
    }

    private static List<String> requests() throws Exception {
        try (RequestsBenchmark benchmark = RequestsBenchmark.start(RequestsBenchmark.Extent.WHOLE)) {
            return benchmark.rows();
        }
    }

    private List<String> metrics() throws Exception {
        run(metricsRun());
        String baseline = key("request", Audience.NOBODY.name());
        return Stream.of(Audience.values())
                .map(audience -> {
                    String key = key("request", audience.name());
                    return "| %s | %.0f | %.2f | %.0f | %.2f |"
                            .formatted(
                                    audience,
                                    time(key),
                                    time(key) / time(baseline),
                                    memory(key),
                                    memory(key) / memory(baseline));
                })
                .toList();
    }

    private List<String> codec() throws Exception {
        for (ChainedOptionsBuilder run : codecRuns()) {
            run(run);
        }
        List<String> rows = new ArrayList<>();
        for (SessionKind kind : SessionKind.values()) {
            for (Encoder encoder : Encoder.values()) {
                if (results.containsKey(key("encode", encoder, kind))) {
                    int bytes = encoder.encode(kind.value()).length;
                    rows.add("| %s | %s | %d |%s%s"
                            .formatted(
                                    kind,
                                    encoder,
                                    bytes,
                                    ratios("encode", encoder, kind),
                                    ratios("decode", encoder, kind)));
                }
            }
        }
        return rows;
    }

    private String ratios(String method, Encoder encoder, SessionKind kind) {
        String key = key(method, encoder, kind);
        String baseline = key(method, Encoder.JAVA, kind);
        return " %.2f | %.2f |".formatted(time(key) / time(baseline), memory(key) / memory(baseline));
    }

    private List<String> compression() throws Exception {
        run(compressionRun());
        List<String> rows = new ArrayList<>();
        for (Content content : Content.values()) {
            for (int kilobytes : KILOBYTES) {
                byte[] bytes = content.bytes(kilobytes * 1024);
                rows.add(Stream.of(Compressor.values())
                        .map(compressor -> cell(compressor, content, kilobytes, bytes))
                        .collect(Collectors.joining(" | ", "| %s, %d KB | ".formatted(content, kilobytes), " |")));
            }
        }
        return rows;
    }

    /** Per cent that are left, and microseconds for each KB to compress and decompress it. */
    private String cell(Compressor compressor, Content content, int kilobytes, byte[] bytes) {
        return "%d %%, %.1f, %.1f"
                .formatted(
                        100L * compressor.compress(bytes).length / bytes.length,
                        time(key("compress", compressor, content, kilobytes)) / 1000 / kilobytes,
                        time(key("decompress", compressor, content, kilobytes)) / 1000 / kilobytes);
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        for (RunResult result : new Runner(options.addProfiler(GCProfiler.class).build()).run()) {
            BenchmarkParams params = result.getParams();
            Object[] values =
                    params.getParamsKeys().stream().map(params::getParam).toArray();
            String name = params.getBenchmark();
            results.put(key(name.substring(name.lastIndexOf('.') + 1), values), result);
        }
    }

    /** The parameters in any order: each value is of one of them only. */
    private static String key(String method, Object... params) {
        return method + Stream.of(params).map(String::valueOf).sorted().toList();
    }

    /** The median, which a busy machine moves least. */
    private double time(String key) {
        return result(key).getPrimaryResult().getStatistics().getPercentile(50);
    }

    private double memory(String key) {
        Result<?> allocated = result(key).getSecondaryResults().get("gc.alloc.rate.norm");
        return allocated == null ? Double.NaN : allocated.getScore();
    }

    private RunResult result(String key) {
        RunResult result = results.get(key);
        if (result == null) {
            throw new IllegalStateException("no result of " + key);
        }
        return result;
    }
}
