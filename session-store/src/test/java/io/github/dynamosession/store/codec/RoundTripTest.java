package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.codec.Samples.Colour;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    private final KryoAttributeCodec kryo = Codecs.kryo();
    private final JavaAttributeCodec java = Codecs.java();

    @ParameterizedTest
    @MethodSource("plainValues")
    void kryoGivesBackAnEqualValueOfTheSameClass(Object value) {
        assertSame(kryo.decode(kryo.encode(value)), value);
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void aDecodedValueEncodesToTheBytesItCameFrom(Object value) {
        byte[] bytes = kryo.encode(value);
        assertThat(kryo.encode(kryo.decode(bytes))).isEqualTo(bytes);
    }

    /** Trap 14: nodes whose tables grew differently, and enums whose hash differs, must not see a change. */
    @Test
    void equalHashTablesEncodeToTheSameBytesWhateverTheirCapacity() {
        for (List<?> keys : List.of(List.of(ChronoField.values()), List.of("one", "two", "three", "four", "five"))) {
            HashSet<Object> set = new HashSet<>(4096);
            HashMap<Object, Object> map = new HashMap<>(4096);
            HashMap<Object, Object> small = new HashMap<>();
            set.addAll(keys);
            keys.forEach(key -> {
                map.put(key, "value");
                small.put(key, "value");
            });
            assertThat(kryo.encode(set)).isEqualTo(kryo.encode(new HashSet<>(keys)));
            assertThat(kryo.encode(map)).isEqualTo(kryo.encode(small));
        }
    }

    @ParameterizedTest
    @MethodSource({"plainValues", "valuesForJava"})
    void anUnchangedValueEncodesToTheSameBytes(Object value) {
        assertThat(encode(value)).isEqualTo(encode(value));
    }

    /** Trap 17: classes with a form of their own. */
    @ParameterizedTest
    @MethodSource("valuesForJava")
    void whatIsNotPlainGoesByJava(Object value) {
        assertThat(kryo.encodeIfPlain(value)).isEmpty();
        assertThat(kryo.encodeIfPlain(new ArrayList<>(List.of("plain", value)))).isEmpty();
        assertSame(java.decode(java.encode(value)), value);
    }

    private byte[] encode(Object value) {
        return kryo.encodeIfPlain(value).orElseGet(() -> java.encode(value));
    }

    private static void assertSame(Object decoded, Object value) {
        assertThat(decoded).hasSameClassAs(value);
        if (!Objects.deepEquals(decoded, value)) { // ArrayDeque has no equals
            assertThat(decoded).usingRecursiveComparison().isEqualTo(value);
        }
    }

    static Stream<Object> plainValues() {
        return Stream.of(scalars(), times(), collections()).flatMap(values -> values);
    }

    private static Stream<Object> scalars() {
        return Stream.of(
                new Point(1, 2),
                "text",
                "",
                "Grüße, 世界 \uD83D\uDE00 \0",
                "x".repeat(5000),
                true,
                (byte) -1,
                'ü',
                (short) -300,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                1.5f,
                Double.NaN,
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.200"),
                new Date(-5),
                new UUID(1, -1),
                URI.create("https://example.com/a%20b?c#d"),
                Locale.GERMANY,
                Locale.ROOT,
                Locale.forLanguageTag("zh-Hant-TW-u-ca-roc"),
                Currency.getInstance("EUR"),
                BitSet.valueOf(new long[] {5, 0, 9}),
                Colour.RED,
                Colour.GREEN,
                DayOfWeek.FRIDAY,
                Optional.of("there"),
                Optional.empty(),
                new byte[] {1, 2},
                new short[] {1},
                new int[] {1, -1},
                new long[] {1, Long.MIN_VALUE},
                new float[] {1},
                new double[] {1, Double.MIN_VALUE},
                new char[] {'a', '\uFFFF'},
                new boolean[] {true, false},
                new int[][] {{1}, {}, null},
                new String[] {"a", null},
                new Object[] {"a", 1, null},
                new Integer[] {1, null},
                new Colour[] {Colour.GREEN, null},
                new Item[][] {{new Item("a", 1, null)}},
                new Item("book", 2, new Item("page", 3, List.of())));
    }

    private static Stream<Object> times() {
        return Stream.of(
                Instant.parse("2026-11-21T01:02:03.000000004Z"),
                Instant.MIN,
                Duration.ofSeconds(-1, 5),
                Period.of(-1, 2, -3),
                LocalDate.of(-4, 2, 29),
                LocalTime.of(23, 59, 58, 7),
                LocalDateTime.of(2026, 11, 21, 0, 0),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin")),
                OffsetDateTime.MAX,
                OffsetTime.MIN,
                Year.of(-3),
                YearMonth.of(2026, 11),
                MonthDay.of(2, 29),
                ZoneOffset.ofHoursMinutesSeconds(1, 2, 3),
                ZoneId.of("America/Sao_Paulo"));
    }

    private static Stream<Object> collections() {
        TreeMap<Object, Object> treeMap = new TreeMap<>(Map.of("b", 1, "a", 2));
        HashMap<Object, Object> withNulls = new HashMap<>();
        withNulls.put(null, "null key");
        withNulls.put("null value", null);
        HashMap<Object, Object> presized = new HashMap<>(4096);
        for (int i = 0; i < 50; i++) {
            presized.put("key " + i * 31, i);
        }
        return Stream.of(
                new ArrayList<>(Arrays.asList("a", null, 1, new Item("x", 1, null))),
                new LinkedList<>(List.of(1, 2)),
                new ArrayDeque<>(List.of(2, 1)),
                new LinkedHashSet<>(List.of("z", "a")),
                new LinkedHashMap<>(Map.of("only", 1)),
                insertionOrdered(),
                treeMap,
                new TreeSet<>(List.of(3, 1, 2)),
                new HashSet<>(List.of("one", "two", "three")),
                new HashSet<>(List.of(Colour.GREEN, Colour.RED)),
                new HashMap<>(Map.of(Colour.GREEN, 1, Colour.RED, 2)),
                withNulls,
                presized,
                new ConcurrentHashMap<>(Map.of("a", 1, "b", 2)),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Set.of(),
                Set.of(1),
                Set.of("a", "b", "c", "d"),
                Map.of(),
                Map.of("k", "v"),
                Map.of("a", 1, "b", 2, "c", 3),
                Collections.emptyList(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonList("one"),
                Collections.singleton("one"),
                Collections.singletonMap("k", "v"));
    }

    private static Map<Object, Object> insertionOrdered() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);
        map.put(5, 3);
        return map;
    }

    static Stream<Object> valuesForJava() {
        return Stream.of(
                EnumSet.of(Colour.GREEN),
                new EnumMap<>(Map.of(Colour.RED, 1)),
                Arrays.asList("a", "b"),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                Stream.of("a", "b").toList(),
                new GregorianCalendar(2026, 10, 21),
                TimeZone.getTimeZone("Europe/Paris"),
                new java.sql.Timestamp(5),
                new java.sql.Date(5),
                new Vector<>(List.of(1)),
                accessOrdered(),
                new TreeMap<>(Map.of("k", String.CASE_INSENSITIVE_ORDER)),
                reversed());
    }

    private static Map<Object, Object> accessOrdered() {
        Map<Object, Object> map = new LinkedHashMap<>(16, 0.75f, true);
        map.put("a", 1);
        return map;
    }

    private static Set<Integer> reversed() {
        Set<Integer> set = new TreeSet<>(Comparator.reverseOrder());
        set.addAll(List.of(1, 2));
        return set;
    }
}
