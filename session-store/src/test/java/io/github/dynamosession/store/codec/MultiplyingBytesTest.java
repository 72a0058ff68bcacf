package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import javax.naming.directory.BasicAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 35: few bytes, whose references multiply into work that never ends. */
class MultiplyingBytesTest {

    private static final Duration NOT_FOR_EVER = Duration.ofSeconds(30);

    enum Form {
        KRYO,
        JAVA;

        AttributeCodec codec() {
            return this == KRYO ? Codecs.kryo() : Codecs.java();
        }

        /** Past the bounds of our own encoding. */
        byte[] bytes(Object value) throws IOException {
            return this == KRYO ? Codecs.kryo().encode(value) : serialized(value);
        }
    }

    /** Each set holds the next two, which hold the next two: 2^60 steps to the hash of the first. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void setsThatDoubleWithEachLevelAreRefused(Form form) throws Exception {
        assertRefused(form, doubling(60));
    }

    /** Few levels are enough if each is wide: no bound on depth would help. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void listsThatMultiplyByAThousandWithEachLevelAreRefused(Form form) throws Exception {
        List<Object> key = new ArrayList<>();
        Set<Object> set = new HashSet<>(List.of(key));
        key.addAll(wide(4, 1000)); // as a key already, for nobody could wait for its hash here either
        assertRefused(form, set);
    }

    /** A number of 100,000 digits keeps no hash; the map asks it once more for every list of it. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void oneHugeNumberInManyListsIsRefused(Form form) throws Exception {
        List<Object> numbers = wideOf(BigInteger.TEN.pow(100_000), 1000);
        assertRefused(form, wideOf(numbers, 1000));
    }

    /** They hash their values each time, as collections do. */
    @Test
    void namingAttributesThatDoubleWithEachLevelAreRefused() throws Exception {
        BasicAttribute attribute = new BasicAttribute("last", "value");
        for (int i = 0; i < 60; i++) {
            BasicAttribute outer = new BasicAttribute("outer", attribute, true);
            outer.add(attribute);
            attribute = outer;
        }
        assertRefused(Form.JAVA, new ArrayList<>(List.of(attribute)));
    }

    @Test
    void oneHugeKeyInManyListsIsRefused() throws Exception {
        List<Object> keys = wideOf(new SecretKeySpec(new byte[100_000], "AES"), 1000);
        assertRefused(Form.JAVA, wideOf(keys, 1000));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aChainOfListsThatIsDeeperThanTheBytesNestIsRefused(Form form) throws Exception {
        List<Object> chain = new ArrayList<>();
        List<Object> last = new ArrayList<>();
        for (int i = 0; i < 10 * ApplicationKryo.MAX_DEPTH; i++) {
            chain.add(last);
            last = new ArrayList<>(Collections.singletonList(last));
        }
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> form.codec().decode(form.bytes(chain)))
                .withMessageContaining("nest deeper than");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aListThatAThousandOthersShareIsDecoded(Form form) throws Exception {
        List<Object> shared = wide(2, 1000);
        assertThat(form.codec().decode(form.bytes(shared))).isEqualTo(shared);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void setsOfSetsAndCollectionsAsKeysAreDecoded(Form form) throws Exception {
        Set<Object> inner = Set.of(Set.of(1), "a");
        Object value = new HashMap<>(Map.of(List.of(1, inner), Set.of(inner, Set.of(inner)), inner, "value"));
        assertThat(form.codec().decode(form.bytes(value))).isEqualTo(value);
    }

    private static void assertRefused(Form form, Object value) {
        assertTimeoutPreemptively(NOT_FOR_EVER, () -> {
            byte[] bytes = form.bytes(value);
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> form.codec().decode(bytes))
                    .withMessageContaining("multiply by references");
        });
    }

    private static Set<Object> doubling(int levels) {
        Set<Object> first = new HashSet<>();
        List<Set<Object>> level = List.of(first, new HashSet<>());
        for (int i = 0; i < levels; i++) {
            List<Set<Object>> next = List.of(new HashSet<>(List.of("makes them differ")), new HashSet<>());
            level.forEach(set -> set.addAll(next));
            level = next;
        }
        return first;
    }

    private static List<Object> wide(int levels, int width) {
        return levels == 0 ? new ArrayList<>() : wideOf(wide(levels - 1, width), width);
    }

    private static List<Object> wideOf(Object element, int width) {
        return new ArrayList<>(Collections.nCopies(width, element));
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
