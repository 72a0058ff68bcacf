package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.dynamosession.store.codec.Samples.Colour;
import io.github.dynamosession.store.codec.Samples.Item;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is promised of a decoder whatever bytes it gets; a violation is any error but a CodecException. */
final class HostileBytes {

    /** A new Kryo where none is pooled, the stack traces of an exception. */
    private static final long FIXED_ALLOCATION = 4 << 20;

    /** The worst are empty maps in Kryo's bytes, of three bytes each. */
    private static final int ALLOCATION_PER_BYTE = 400;

    /** Of the processor, so whatever else runs; the longest ever seen are some milliseconds. */
    private static final Duration NOT_FOR_EVER = Duration.ofSeconds(20);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AttributeCodec codec;
    private final Object good = new ArrayList<>(List.of(new Item("book", 1, Map.of("k", Colour.GREEN)), "text", 2));
    private final byte[] goodBytes;
    private long allocated;
    private long nanos;

    HostileBytes(AttributeCodec codec) {
        this.codec = codec;
        this.goodBytes = codec.encode(good);
    }

    /** Of an application that has the samples and nothing else. */
    static ClassFilter filter() {
        List<String> samples = Arrays.stream(Samples.class.getDeclaredClasses())
                .map(Class::getName)
                .toList();
        return ClassFilter.forApplication(new ClassLoader(HostileBytes.class.getClassLoader()) {}, samples);
    }

    void decode(byte[] bytes) {
        // The first time may load classes, which a fuzzer then rewrites.
        if (!isCheap(bytes)) {
            assertThat(isCheap(bytes)).as(() -> costs(bytes)).isTrue();
        }
        assertThat(codec.decode(goodBytes)).as("good bytes after bad ones").isEqualTo(good);
    }

    private boolean isCheap(byte[] bytes) {
        allocated = -THREADS.getCurrentThreadAllocatedBytes();
        nanos = -THREADS.getCurrentThreadCpuTime();
        valueOrCodecException(bytes);
        allocated += THREADS.getCurrentThreadAllocatedBytes();
        nanos += THREADS.getCurrentThreadCpuTime();
        return allocated <= FIXED_ALLOCATION + (long) ALLOCATION_PER_BYTE * bytes.length
                && nanos <= NOT_FOR_EVER.toNanos();
    }

    private String costs(byte[] bytes) {
        return "%d bytes cost %d bytes of memory and %s".formatted(bytes.length, allocated, Duration.ofNanos(nanos));
    }

    private void valueOrCodecException(byte[] bytes) {
        try {
            // An object of another class in a field, which the JVM does not notice, shows when it is encoded.
            codec.encode(codec.decode(bytes));
        } catch (CodecException expected) {
            assertThat(expected).hasMessageContaining(" ");
        }
    }
}
