package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static final byte[] TEXT =
            "the same words again and again, ".repeat(100).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 300_000})
    void whatWasCompressedIsDecompressed(int size) {
        byte[] random = new byte[size];
        new Random(42).nextBytes(random);
        for (byte[] bytes : new byte[][] {random, Arrays.copyOf(TEXT, size)}) {
            assertThat(Compression.decompress(Compression.compress(bytes, 0), 0, size))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void repetitionIsCompressedAway() {
        assertThat(Compression.compress(TEXT, 0)).hasSizeLessThan(TEXT.length / 20);
    }

    @Test
    void oneByteMoreThanTheMostIsRefused() {
        byte[] compressed = Compression.compress(TEXT, 0);
        assertThat(Compression.decompress(compressed, 0, TEXT.length)).isEqualTo(TEXT);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Compression.decompress(compressed, 0, TEXT.length - 1))
                .withMessageContaining("takes more than " + (TEXT.length - 1) + " bytes");
    }

    /** Trap 35: a hundred million bytes in a hundred thousand. It is stopped while it runs, not when it is whole. */
    @Test
    void aBombFillsNoMemory() {
        byte[] bomb = Compression.compress(new byte[100_000_000], 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> Compression.decompress(bomb, 0, 10_000));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void truncatedBytesAreRefused() {
        byte[] compressed = Compression.compress(TEXT, 0);
        for (int length = 0; length < compressed.length; length++) {
            byte[] part = Arrays.copyOf(compressed, length);
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> Compression.decompress(part, 0, TEXT.length))
                    .withMessageContaining("cannot decompress: ");
        }
    }

    @Test
    void bytesBehindTheEndAreRefused() {
        byte[] compressed = Compression.compress(TEXT, 0);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(
                        () -> Compression.decompress(Arrays.copyOf(compressed, compressed.length + 1), 0, TEXT.length))
                .withMessageContaining("behind its end");
    }

    /** Trap 12. Fixed seed: a failure repeats. */
    @Test
    void damagedBytesGiveAtMostTheMostOrACodecException() {
        Random random = new Random(42);
        byte[] compressed = Compression.compress(TEXT, 0);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = compressed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            decompressOrFail(damaged);
        }
    }

    private static void decompressOrFail(byte[] damaged) {
        try {
            assertThat(Compression.decompress(damaged, 0, TEXT.length)).hasSizeLessThanOrEqualTo(TEXT.length);
        } catch (CodecException expected) {
            assertThat(expected).hasMessageContaining("cannot decompress: ");
        }
    }
}
