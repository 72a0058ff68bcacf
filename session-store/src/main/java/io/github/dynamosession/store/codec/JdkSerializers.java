package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The JDK's classes that Kryo encodes, each under a number of its own. The numbers are part of the stored format: append,
 * never change or reuse one. A class of the JDK that is not here goes by Java serialization.
 */
final class JdkSerializers {

    private JdkSerializers() {}

    static void registerIn(ApplicationKryo kryo) {
        // 0 to 8 are Kryo's own: int, String, float, boolean, byte, char, short, long, double
        arrays(kryo);
        values(kryo);
        times(kryo);
        collections(kryo);
        immutables(kryo);
    }

    private static void arrays(ApplicationKryo kryo) {
        kryo.registerAsKryoDoes(byte[].class, 16);
        kryo.registerAsKryoDoes(short[].class, 17);
        kryo.registerAsKryoDoes(int[].class, 18);
        kryo.registerAsKryoDoes(long[].class, 19);
        kryo.registerAsKryoDoes(float[].class, 20);
        kryo.registerAsKryoDoes(double[].class, 21);
        kryo.registerAsKryoDoes(char[].class, 22);
        kryo.registerAsKryoDoes(boolean[].class, 23);
        kryo.register(String[].class, new ObjectArraySerializer(), 24);
        kryo.register(Object[].class, new ObjectArraySerializer(), 25);
    }

    private static void values(ApplicationKryo kryo) {
        kryo.registerAsKryoDoes(BigInteger.class, 32);
        kryo.registerAsKryoDoes(BigDecimal.class, 33);
        kryo.registerAsKryoDoes(Date.class, 34);
        kryo.registerAsKryoDoes(BitSet.class, 35);
        kryo.register(UUID.class, new DefaultSerializers.UUIDSerializer(), 36);
        kryo.register(URI.class, new TextSerializer<>(URI::toString, URI::create), 37);
        kryo.register(Locale.class, new TextSerializer<>(Locale::toLanguageTag, Locale::forLanguageTag), 38);
        kryo.registerAsKryoDoes(Currency.class, 39);
    }

    private static void times(ApplicationKryo kryo) {
        kryo.registerAsKryoDoes(Instant.class, 48);
        kryo.registerAsKryoDoes(Duration.class, 49);
        kryo.registerAsKryoDoes(Period.class, 50);
        kryo.registerAsKryoDoes(LocalDate.class, 51);
        kryo.registerAsKryoDoes(LocalTime.class, 52);
        kryo.registerAsKryoDoes(LocalDateTime.class, 53);
        kryo.registerAsKryoDoes(ZonedDateTime.class, 54);
        kryo.registerAsKryoDoes(OffsetDateTime.class, 55);
        kryo.registerAsKryoDoes(OffsetTime.class, 56);
        kryo.registerAsKryoDoes(Year.class, 57);
        kryo.registerAsKryoDoes(YearMonth.class, 58);
        kryo.registerAsKryoDoes(MonthDay.class, 59);
        kryo.registerAsKryoDoes(ZoneOffset.class, 60);
        kryo.registerAsKryoDoes(ZoneId.of("Europe/Berlin").getClass(), 61);
    }

    private static void collections(ApplicationKryo kryo) {
        kryo.register(ArrayList.class, ordered(ArrayList::new), 64);
        kryo.register(LinkedList.class, ordered(LinkedList::new), 65);
        kryo.register(ArrayDeque.class, ordered(ArrayDeque::new), 66);
        kryo.register(LinkedHashSet.class, ordered(LinkedHashSet::new), 67);
        kryo.register(
                HashSet.class,
                new MutableSerializer<HashSet<Object>>(HashOrder::elements, HashSet::new, JdkSerializers::addAll),
                68);
        kryo.register(
                TreeSet.class,
                new SortedSerializer<TreeSet<Object>>(
                        TreeSet::comparator, TreeSet::toArray, TreeSet::new, JdkSerializers::addAll),
                69);
        kryo.register(HashMap.class, hashed(HashMap::new), 70);
        kryo.register(ConcurrentHashMap.class, hashed(ConcurrentHashMap::new), 71);
        kryo.register(
                LinkedHashMap.class,
                new MutableSerializer<LinkedHashMap<Object, Object>>(
                        JdkSerializers::inInsertionOrder, LinkedHashMap::new, Elements::putAll),
                72);
        kryo.register(
                TreeMap.class,
                new SortedSerializer<TreeMap<Object, Object>>(
                        TreeMap::comparator,
                        map -> Elements.keysAndValues(snapshot(map)),
                        TreeMap::new,
                        Elements::putAll),
                73);
    }

    private static void immutables(ApplicationKryo kryo) {
        immutable(kryo, List.of(), JdkSerializers::withoutNulls, List::of, 80);
        immutable(kryo, List.of(1), List::toArray, List::of, 81);
        immutable(kryo, Set.of(), HashOrder::elements, Set::of, 82);
        immutable(kryo, Set.of(1), HashOrder::elements, Set::of, 83);
        immutable(kryo, Map.of(), JdkSerializers::hashedEntries, JdkSerializers::immutableMap, 84);
        immutable(kryo, Map.of(1, 1), JdkSerializers::hashedEntries, JdkSerializers::immutableMap, 85);
        immutable(kryo, Collections.emptyList(), List::toArray, none -> Collections.emptyList(), 86);
        immutable(kryo, Collections.emptySet(), Set::toArray, none -> Collections.emptySet(), 87);
        immutable(kryo, Collections.emptyMap(), map -> new Object[0], none -> Collections.emptyMap(), 88);
        immutable(kryo, Collections.singletonList(1), List::toArray, one -> Collections.singletonList(one[0]), 89);
        immutable(kryo, Collections.singleton(1), Set::toArray, one -> Collections.singleton(one[0]), 90);
        immutable(
                kryo,
                Collections.singletonMap(1, 1),
                JdkSerializers::hashedEntries,
                pair -> Collections.singletonMap(pair[0], pair[1]),
                91);
        immutable(kryo, Optional.empty(), it -> it.stream().toArray(), JdkSerializers::optional, 92);
    }

    /** Registers the class of an example, for what has no class that could be named. */
    @SuppressWarnings("unchecked") // T is what the caller's functions handle of that class
    private static <T> void immutable(
            ApplicationKryo kryo, Object example, Function<T, Object[]> elements, Function<Object[], T> build, int id) {
        kryo.register(example.getClass(), new ImmutableElementsSerializer<>(elements, build), id);
    }

    private static <C extends Collection<Object>> Serializer<C> ordered(Supplier<C> empty) {
        return new MutableSerializer<>(Collection::toArray, empty, JdkSerializers::addAll);
    }

    private static <M extends Map<Object, Object>> Serializer<M> hashed(Supplier<M> empty) {
        return new MutableSerializer<>(JdkSerializers::hashedEntries, empty, Elements::putAll);
    }

    private static void addAll(Collection<Object> collection, Object[] elements) {
        Collections.addAll(collection, elements);
    }

    private static Object[] hashedEntries(Map<?, ?> map) {
        return Elements.keysAndValues(HashOrder.entries(map));
    }

    private static List<Map.Entry<?, ?>> snapshot(Map<?, ?> map) {
        return Arrays.asList(map.entrySet().toArray(new Map.Entry<?, ?>[0]));
    }

    /** Whether a map keeps the order of access no method tells, so a copy is tried out. */
    @SuppressWarnings("unchecked") // the clone of a map of objects
    private static Object[] inInsertionOrder(LinkedHashMap<Object, Object> map) {
        LinkedHashMap<Object, Object> copy = (LinkedHashMap<Object, Object>) map.clone();
        Object[] elements = Elements.keysAndValues(snapshot(copy));
        copy.clear();
        copy.put(1, 1);
        copy.put(2, 2);
        copy.get(1);
        if (!copy.keySet().iterator().next().equals(1)) {
            throw new NotPlainException(map.getClass(), "keeps the order of access");
        }
        return elements;
    }

    /** {@code Stream.toList} shares the class of {@code List.of}, but allows nulls and questions about them. */
    private static Object[] withoutNulls(List<?> list) {
        if (allowsNulls(list)) {
            throw new NotPlainException(list.getClass(), "allows nulls");
        }
        return list.toArray();
    }

    private static boolean allowsNulls(List<?> list) {
        try {
            return list.indexOf(null) >= -1; // whatever it answers
        } catch (NullPointerException e) {
            return false;
        }
    }

    private static Map<Object, Object> immutableMap(Object[] keysAndValues) {
        Map<Object, Object> map = new HashMap<>();
        Elements.putAll(map, keysAndValues);
        return Map.copyOf(map);
    }

    private static Optional<Object> optional(Object[] elements) {
        return elements.length == 0 ? Optional.empty() : Optional.of(elements[0]);
    }
}
