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
 * Stored bytes of 1 to 256 KB to fewer and back. The baseline is {@link Compressor#DEFLATE_1}, of the JDK; to be read as
 * ratios within one run:
 *
 * <pre>{@code mvn -pl benchmarks -am package -DskipTests -Dbenchmark=compression}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(0) // 240 of them: what one leaves in the JVM is small beside the loops of a compressor
public class CompressionBenchmark {

    @Param
    public Content content = Content.CART;

    @Param({"1", "4", "16", "64", "256"})
    public int kilobytes = 1;

    @Param
    public Compressor compressor = Compressor.DEFLATE_1;

    private byte[] bytes = {};
    private byte[] compressed = {};

    @Setup
    public void compressOnce() throws Exception {
        bytes = content.bytes(kilobytes * 1024);
        compressed = compressor.compress(bytes);
    }

    @Benchmark
    public byte[] compress() {
        return compressor.compress(bytes);
    }

    @Benchmark
    public byte[] decompress() throws Exception {
        return compressor.decompress(compressed, bytes.length);
    }
}
