package io.github.dynamosession.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One attribute to bytes and back. The baseline is {@link Encoder#JAVA}; values are those of {@link SessionKind}, 0.2 to
 * 5 KB in Java's bytes. To be read as ratios within one run:
 *
 * <pre>{@code mvn -pl benchmarks -am package -DskipTests -Dbenchmark=codec}</pre>
 *
 * <p>Plain Kryo cannot decode Spring Security's context, and is left out there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CodecBenchmark {

    @Param
    public SessionKind kind = SessionKind.LOGIN;

    @Param
    public Encoder encoder = Encoder.JAVA;

    private Object value = "";
    private byte[] bytes = {};

    @Setup
    public void encodeOnce() throws Exception {
        value = kind.value();
        bytes = encoder.encode(value);
    }

    @Benchmark
    public byte[] encode() throws Exception {
        return encoder.encode(value);
    }

    @Benchmark
    public Object decode() throws Exception {
        return encoder.decode(bytes);
    }
}
