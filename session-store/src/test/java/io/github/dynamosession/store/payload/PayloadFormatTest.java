package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.codec.CodecException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadFormatTest {

    private static final ClassFilter FILTER =
            ClassFilter.forApplication(PayloadFormatTest.class.getClassLoader(), List.of());

    private final PayloadFormat kryo = PayloadFormat.of(Codec.KRYO, FILTER, 1 << 20);
    private final PayloadFormat java = PayloadFormat.of(Codec.JAVA, FILTER, 1 << 20);

    @Test
    void theHeaderNamesFormatAndCodec() {
        assertThat(kryo.encode("text")).startsWith(1, 1, 0, 0);
        assertThat(java.encode("text")).startsWith(1, 2, 0, 0);
        assertThat(kryo.encode(new StringBuilder("not plain"))).startsWith(1, 2, 0, 0);
    }

    @Test
    void eachReadsWhatTheOtherWrote() {
        assertThat(java.decode(kryo.encode("text"))).isEqualTo("text");
        assertThat(kryo.decode(java.encode("text"))).isEqualTo("text");
    }

    /** To try each costs as much again as Java serialization alone. */
    @Test
    void aClassWhoseFirstValueIsNotPlainGoesByJavaFromThenOn() {
        assertThat(kryo.encode(new Holder(new StringBuilder("not plain")))).startsWith(1, 2);
        assertThat(kryo.encode(new Holder("plain"))).startsWith(1, 2);
    }

    /** Else a value that was handed out as Kryo encodes it would look changed. */
    @Test
    void aClassWhoseFirstValueIsPlainIsTriedEachTime() {
        byte[] before = kryo.encode(new Holder("plain"));
        assertThat(kryo.encode(new Holder(new StringBuilder("not plain")))).startsWith(1, 2);
        assertThat(kryo.encode(new Holder("plain"))).startsWith(1, 1).isEqualTo(before);
    }

    @Test
    void whatAListHoldsSaysNothingOfTheNextOne() {
        assertThat(kryo.encode(new ArrayList<>(List.of(new StringBuilder("not plain")))))
                .startsWith(1, 2);
        assertThat(kryo.encode(new ArrayList<>(List.of("plain")))).startsWith(1, 1);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void aValueThatHasNotChangedGivesTheArrayOfBefore(Codec codec) {
        PayloadFormat format = PayloadFormat.of(codec, FILTER, 1 << 20);
        List<String> value = new ArrayList<>(List.of("a"));
        byte[] before = format.encode(value);

        assertThat(format.encode(value, before)).isSameAs(before);
        value.set(0, "b");
        assertThat(format.encode(value, before)).isNotSameAs(before).isEqualTo(format.encode(value));
    }

    /** Bytes that are allocated do not depend on the machine. */
    @ParameterizedTest
    @EnumSource(Codec.class)
    void aChangedValueOf100KilobytesIsCopiedTwice(Codec codec) {
        PayloadFormat format = PayloadFormat.of(codec, FILTER, 1 << 20);
        byte[] value = new byte[100_000];
        byte[] before = format.encode(value);
        value[0] = 1;
        format.encode(value, before); // classes are loaded

        long allocated = allocatedBy(() -> format.encode(value, before));
        assertThat(allocated).isBetween(100_000L, 230_000L);
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07010000 | format 7 is newer than 1; upgrade this node first",
                "ff010000 | format 255 is newer than 1",
                "00010000 | damaged",
                "01090000 | codec 9 is unknown; upgrade this node first",
                "01010300 | compression 3 is unknown; upgrade this node first",
                "01010004 | encryption 4 is unknown; upgrade this node first",
                "010100   | 3 bytes are less than a header"
            })
    void aHeaderFromTheFutureIsToldApart(String hex, String message) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> kryo.decode(HexFormat.of().parseHex(hex.strip())))
                .withMessageContaining(message.strip());
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void truncatedBytesAreACodecException(Codec codec) {
        byte[] whole = PayloadFormat.of(codec, FILTER, 1 << 20).encode(sample());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> kryo.decode(part));
        }
        assertThatExceptionOfType(CodecException.class)
                .as("trailing byte")
                .isThrownBy(() -> kryo.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    /** Trap 12: bytes may be anything, and cost at most an exception. Fixed seed: a failure repeats. */
    @ParameterizedTest
    @EnumSource(Codec.class)
    void mutatedBytesGiveAValueOrACodecException(Codec codec) {
        byte[] whole = PayloadFormat.of(codec, FILTER, 1 << 20).encode(sample());
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[4 + random.nextInt(mutated.length - 4)] = (byte) random.nextInt(256);
            }
            decodeOrFail(mutated);
        }
    }

    @Test
    void randomBytesGiveAValueOrACodecException() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[4 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] = 1;
            bytes[1] = (byte) (1 + random.nextInt(2));
            bytes[2] = 0;
            bytes[3] = 0;
            decodeOrFail(bytes);
        }
    }

    private record Holder(Object content) implements Serializable {}

    private void decodeOrFail(byte[] bytes) {
        try {
            assertThat(kryo.decode(bytes)).isNotNull();
        } catch (CodecException expected) {
            assertThat(expected).hasMessageContaining(" ");
        }
    }

    /** Trap 35: an array of arrays of two thousand million elements each, in a few bytes. */
    @ParameterizedTest
    @CsvSource({
        "01010000" + "1b" + "01" + "ffffffff07",
        "01010000" + "42" + "01" + "ffffffff07",
        "01010000" + "14" + "01" + "ffffffff07"
    })
    void anAbsurdLengthIsNotAllocated(String hex) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> kryo.decode(HexFormat.of().parseHex(hex)))
                .withMessageContaining("damaged");
    }

    /** Trap 35: each array alone could be filled by the bytes, all of them together could not. */
    @Test
    void nestedArraysCannotClaimTheSameBytes() {
        String claim = "1b01" + "64"; // an Object[] of 100
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> kryo.decode(HexFormat.of().parseHex("01010000" + claim.repeat(50))))
                .withMessageContaining("damaged: a length of 100 in 150 bytes");
    }

    /** Trap 35. */
    @Test
    void javaAllocatesNoAbsurdLengthEither() {
        byte[] bytes = java.encode(new Object[0]);
        bytes[bytes.length - 4] = 0x7f;
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> java.decode(bytes));
    }

    /** Trap 35: Kryo would put the array into a field of type String, and the JVM could crash later. */
    @Test
    void aReferenceToAnObjectOfAnotherClassIsRefused() {
        int[] array = {1};
        byte[] bytes = kryo.encode(new Object[] {array, array});
        int classOfLast = bytes.length - 2;
        assertThat(bytes[classOfLast]).as("int[]").isEqualTo((byte) (18 + 2));
        bytes[classOfLast] = 1 + 2;

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> kryo.decode(bytes))
                .withMessageContaining("leads to no java.lang.String");
    }

    private static Object sample() {
        Map<String, Object> map = new TreeMap<>();
        map.put("array", new int[] {1, 2, 3});
        map.put("bytes", new byte[] {1, 2, 3});
        map.put("date", LocalDate.of(2026, 11, 21));
        map.put("instant", Instant.EPOCH);
        map.put("list", new ArrayList<>(List.of("a", "b", 1L, 2.0)));
        map.put("map", new HashMap<>(Map.of("k", "v")));
        map.put("objects", new Object[] {"x", null});
        map.put("user", new User("Ann", 7));
        return map;
    }

    private static final class User implements Serializable {
        private final String name;
        private final int age;

        User(String name, int age) {
            this.name = name;
            this.age = age;
        }

        @Override
        public String toString() {
            return name + age;
        }
    }
}
