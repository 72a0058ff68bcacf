package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.codec.ClassFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that an older node stored are read for ever, and old nodes read what new ones write. */
class StoredFormatTest {

    private static final String INSTRUCTIONS = """
            Sessions in users' tables have these bytes. Do not edit format-1.properties to make this test pass:
            undo what changed the bytes, or raise PayloadFormat's version, keep format 1 readable, add a
            format-2.properties beside it, and note it in CHANGELOG under Stored format. A new kind of value is a new line.
            """;

    private static final Properties GOLDEN = golden();

    private final PayloadFormat format = PayloadFormat.of(
            Codec.KRYO, ClassFilter.forApplication(StoredFormatTest.class.getClassLoader(), List.of()), 1 << 20);

    static Stream<String> names() {
        return values().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void storedBytesAreRead(String name) {
        byte[] bytes = HexFormat.of().parseHex(GOLDEN.getProperty(name, ""));
        Object value = Objects.requireNonNull(values().get(name));
        assertThat(format.decode(bytes)).as(INSTRUCTIONS).isEqualTo(value).hasSameClassAs(value);
    }

    @ParameterizedTest
    @MethodSource("names")
    void writtenBytesStayTheSame(String name) {
        byte[] bytes = format.encode(values().get(name));
        assertThat(HexFormat.of().formatHex(bytes)).as(INSTRUCTIONS).isEqualTo(GOLDEN.getProperty(name));
    }

    @Test
    void everyLineHasAValue() {
        assertThat(GOLDEN.keySet()).isEqualTo(values().keySet());
    }

    static Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        values.put("text", "Grüße");
        values.put("scalars", new ArrayList<>(List.of(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d)));
        values.put("numbers", new ArrayList<>(List.of(new BigDecimal("1.20"), new BigDecimal("3").toBigInteger())));
        values.put(
                "others",
                new ArrayList<>(
                        List.of(new Date(5), new UUID(1, 2), Locale.GERMANY, Optional.of("there"), Colour.GREEN)));
        values.put(
                "times",
                new ArrayList<>(List.of(
                        Instant.ofEpochSecond(1, 2),
                        LocalDate.of(2026, 11, 21),
                        ZonedDateTime.of(2026, 11, 21, 1, 2, 3, 4, ZoneId.of("Europe/Berlin")))));
        values.put("hashed", new HashMap<>(Map.of("b", Set.of("z", "y"), "a", Map.of(1, List.of(), 2, List.of(3)))));
        values.put("ordered", new LinkedHashMap<>(Map.of("k", new TreeMap<>(Map.of("b", 1, "a", 2)))));
        values.put("object", new User("Ann", 7, new User("Bob", 8, null)));
        values.put("java", Collections.unmodifiableList(new ArrayList<>(List.of(new Point(1, 2)))));
        return values;
    }

    private static Properties golden() {
        Properties golden = new Properties();
        try (InputStream file = StoredFormatTest.class.getResourceAsStream("format-1.properties")) {
            golden.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return golden;
    }

    enum Colour {
        RED,
        GREEN
    }

    record Point(int x, int y) implements Serializable {}

    static final class User implements Serializable {
        private final String name;
        private final int age;
        private final User friend;

        User(String name, int age, User friend) {
            this.name = name;
            this.age = age;
            this.friend = friend;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof User that
                    && name.equals(that.name)
                    && age == that.age
                    && Objects.equals(friend, that.friend);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
