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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import org.junit.jupiter.params.provider.CsvSource;
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
        Set<Object> names = new HashSet<>(values().keySet());
        names.addAll(Set.of("older.kryo", "older.java", "older.records"));
        assertThat(GOLDEN.keySet()).isEqualTo(names);
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
        addRisky(values);
        return values;
    }

    /** Kinds whose bytes hang on more than their own class. */
    private static void addRisky(Map<String, Object> values) {
        User shared = new User("Ann", 7, null);
        values.put("shared", new ArrayList<>(List.of(shared, new ArrayList<>(List.of(shared)), "x", Set.of(shared))));
        values.put("versioned", new Account("Ann", 5, null));
        values.put("records", new ArrayList<>(List.of(new Point(1, 2), new Point(3, 4))));
        values.put("bodies", new ArrayList<>(List.of(Shade.DARK, Shade.LIGHT, Map.of(Shade.DARK, 1))));
        values.put("enums", new EnumMap<>(Map.of(Shade.DARK, EnumSet.of(Colour.RED))));
        values.put(
                "nested",
                new HashMap<>(Map.of("a", new TreeMap<>(Map.of(1, new LinkedHashSet<>(List.of(new UUID(1, 2))))))));
        values.put(
                "immutable",
                List.of(
                        List.of(1),
                        List.of(),
                        Set.of(1),
                        Map.of("k", List.of()),
                        Collections.singletonMap("k", 1),
                        Collections.emptySet()));
        values.put("replaced", new ArrayList<>(List.of(new Price(5))));
    }

    /** Written by a release in which Account had a nickname, of a class that is gone, and no mail yet. */
    @ParameterizedTest
    @CsvSource({"kryo", "java"})
    void bytesOfAnOlderReleaseAreRead(String codec) {
        byte[] bytes = HexFormat.of().parseHex(GOLDEN.getProperty("older." + codec, ""));
        assertThat(format.decode(bytes)).as(INSTRUCTIONS).isEqualTo(new Account("Ann", 5, null));
    }

    /** Before Kryo stored records. */
    @Test
    void recordsThatJavaSerializationStoredAreRead() {
        byte[] bytes = HexFormat.of().parseHex(GOLDEN.getProperty("older.records", ""));
        assertThat(format.decode(bytes)).as(INSTRUCTIONS).isEqualTo(values().get("records"));
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

    enum Shade {
        LIGHT,
        DARK {}
    }

    record Point(int x, int y) implements Serializable {}

    static final class Account implements Serializable {
        private static final long serialVersionUID = 3L;

        private final String name;
        private final int balance;
        private final String mail;

        Account(String name, int balance, String mail) {
            this.name = name;
            this.balance = balance;
            this.mail = mail;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Account that
                    && name.equals(that.name)
                    && balance == that.balance
                    && Objects.equals(mail, that.mail);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class Price implements Serializable {
        private final int cents;

        Price(int cents) {
            this.cents = cents;
        }

        private Object writeReplace() {
            return new Form(cents);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Price that && cents == that.cents;
        }

        @Override
        public int hashCode() {
            return cents;
        }

        private record Form(int cents) implements Serializable {
            private Object readResolve() {
                return new Price(cents);
            }
        }
    }

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
