package io.github.dynamosession.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, once; and what it measures is right. */
class BenchmarksTest {

    static Stream<ChainedOptionsBuilder> runs() {
        return Stream.concat(
                Report.codecRuns().stream(),
                Stream.of(
                        Report.compressionRun().param("kilobytes", "1"),
                        Report.metricsRun().param("audience", "PROMETHEUS")));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void eachBenchmarkRuns(ChainedOptionsBuilder run) throws RunnerException {
        assertThat(new Runner(run.forks(0)
                                .warmupIterations(0)
                                .measurementIterations(1)
                                .measurementTime(TimeValue.milliseconds(1))
                                .shouldFailOnError(true)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run())
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Compressor.class)
    void eachCompressorGivesBackWhatItGot(Compressor compressor) throws Exception {
        for (Content content : Content.values()) {
            byte[] bytes = content.bytes(20_000);
            assertThat(compressor.decompress(compressor.compress(bytes), bytes.length))
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(SessionKind.class)
    void eachSessionIsDecodedWhole(SessionKind kind) throws Exception {
        for (Encoder encoder : new Encoder[] {Encoder.DYNAMOSESSION, Encoder.JAVA, Encoder.FORY}) {
            Object value = kind.value();
            assertThat(encoder.decode(encoder.encode(value)))
                    .usingRecursiveComparison()
                    .isEqualTo(value);
        }
    }

    @Test
    void contentIsAboutAsLargeAsWanted() throws Exception {
        for (Content content : Content.values()) {
            assertThat(content.bytes(16 * 1024).length).isBetween(16 * 1024, 18 * 1024);
        }
    }
}
