package io.github.dynamosession.store.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * What an application may want to keep in a session.
 *
 * @param make makes one; it is given what makes the application's own
 */
record ValueKind(String name, boolean ofApplication, Function<Function<String, Object>, Object> make) {

    static Stream<ValueKind> all() {
        return Stream.of(scalars(), collections(), fixed(), refused(), application())
                .flatMap(kinds -> kinds);
    }

    private static Stream<ValueKind> scalars() {
        return Stream.of(
                jdk("`String` of 4 characters", "text"),
                jdk("`String` of 1,000 characters", "x".repeat(1000)),
                jdk("`Integer`", 7),
                jdk("`Long`", 7L),
                jdk("`Boolean`", true),
                jdk("`Double`", 1.5),
                jdk("`BigDecimal`", new BigDecimal("9.90")),
                jdk("`BigInteger`", new BigInteger("12345678901234567890")),
                jdk("`UUID`", new UUID(1, 2)),
                jdk("`Instant`", Instant.ofEpochSecond(1_800_000_000)),
                jdk("`LocalDate`", LocalDate.of(2026, 11, 21)),
                jdk("`LocalDateTime`", LocalDateTime.of(2026, 11, 21, 1, 2, 3)),
                jdk("`ZonedDateTime`", ZonedDateTime.of(2026, 11, 21, 1, 2, 3, 0, ZoneId.of("Europe/Berlin"))),
                jdk("`Duration`", Duration.ofMinutes(30)),
                jdk("`Date`", new Date(5)),
                jdk("`java.sql.Timestamp`", new java.sql.Timestamp(5)),
                jdk("`GregorianCalendar`", calendar()),
                jdk("`Locale`", Locale.GERMANY),
                jdk("`Currency`", Currency.getInstance("EUR")),
                jdk("`URI`", URI.create("https://example.com/a")),
                jdk("`TimeZone`", TimeZone.getTimeZone("UTC")),
                jdk("`BitSet`", BitSet.valueOf(new long[] {5})),
                jdk("`StringBuilder`", new StringBuilder("text")),
                jdk("`AtomicInteger`", new AtomicInteger(7)),
                jdk("`Optional` in a list", new ArrayList<>(List.of(Optional.of("text")))),
                jdk("exception", withoutStackTrace()));
    }

    private static Stream<ValueKind> collections() {
        return Stream.of(
                jdk("`byte[]` of 100", new byte[100]),
                jdk("`int[][]`", new int[][] {{1, 2}, {3}}),
                jdk("`String[]`", new String[] {"a", null}),
                jdk("`ArrayList` of 10 strings", new ArrayList<>(Collections.nCopies(10, "text"))),
                jdk("`LinkedList`", new LinkedList<>(List.of("a", "b"))),
                jdk("`ArrayDeque`", new ArrayDeque<>(List.of("a", "b"))),
                jdk("`HashSet`", new HashSet<>(List.of("a", "b"))),
                jdk("`LinkedHashSet`", new LinkedHashSet<>(List.of("a", "b"))),
                jdk("`TreeSet`", new TreeSet<>(List.of("a", "b"))),
                jdk("`HashMap`", new HashMap<>(Map.of("a", 1, "b", 2))),
                jdk("`LinkedHashMap`", new LinkedHashMap<>(new TreeMap<>(Map.of("a", 1, "b", 2)))),
                jdk("`TreeMap`", new TreeMap<>(Map.of("a", 1, "b", 2))),
                jdk("`ConcurrentHashMap`", new ConcurrentHashMap<>(Map.of("a", 1, "b", 2))),
                jdk("`CopyOnWriteArrayList`", new CopyOnWriteArrayList<>(List.of("a", "b"))),
                jdk("`PriorityQueue`", new PriorityQueue<>(List.of("a", "b"))),
                jdk(
                        "map of lists of maps",
                        new HashMap<>(Map.of("a", new ArrayList<>(List.of(Map.of("b", List.of(1))))))));
    }

    private static Stream<ValueKind> fixed() {
        return Stream.of(
                jdk("`List.of`", List.of("a", "b")),
                jdk("`Set.of`", Set.of("a", "b")),
                jdk("`Map.of`", Map.of("a", 1, "b", 2)),
                jdk("`Stream.toList`", Stream.of("a", "b").toList()),
                jdk("`Collections.emptyList`", Collections.emptyList()),
                jdk("`Collections.singletonMap`", Collections.singletonMap("a", 1)),
                jdk("`Collections.nCopies`", Collections.nCopies(1000, "a")),
                jdk("`Collections.unmodifiableList`", Collections.unmodifiableList(new ArrayList<>(List.of("a", "b")))),
                jdk("`Collections.synchronizedMap`", Collections.synchronizedMap(new HashMap<>(Map.of("a", 1)))),
                jdk("`Class` of something that is allowed", String.class),
                jdk("`Arrays.asList`", Arrays.asList("a", "b")));
    }

    private static Stream<ValueKind> refused() {
        return Stream.of(
                jdk("`List.subList`", new ArrayList<>(List.of("a", "b")).subList(0, 1)),
                jdk("`Map.keySet`", new HashMap<>(Map.of("a", 1)).keySet()),
                jdk("`Optional` in what goes by Java", Arrays.asList(Optional.of("a"))),
                jdk("`LogRecord`", new LogRecord(Level.INFO, "text")),
                jdk("`Class` of anything else", Runtime.class),
                jdk("`Thread`", new Thread("never started")),
                jdk("class loader", ValueKind.class.getClassLoader()),
                jdk("`CompletableFuture`", CompletableFuture.completedFuture("text")));
    }

    private static Stream<ValueKind> application() {
        return Stream.of(
                own("class with two fields", "bean"),
                own("class with a list of 2 others, a cycle, and a new class in 2", "beans"),
                own("array of a class", "array"),
                own("class with a superclass", "subclass"),
                own("generic class", "generic"),
                own("class with a shared object, first met in a field of 2", "shared"),
                own("record", "record"),
                own("`ArrayList` of 2 records", "records"),
                own("enum constant", "enum"),
                own("enum constant with a body", "enum with a body"),
                own("`HashMap` by enum", "map by enum"),
                own("`EnumMap`", "EnumMap"),
                own("`EnumSet`", "EnumSet"),
                own("class with `readObject` and `serialVersionUID`", "readObject, version declared"),
                own("class with `readObject`, without `serialVersionUID`", "readObject, no version declared"),
                own("class with `writeReplace`", "writeReplace"),
                own("`Externalizable` class", "Externalizable"),
                own("subclass of `ArrayList`", "JDK subclass"),
                own("inner class, with its outer object", "inner"),
                own("anonymous class", "anonymous"),
                own("lambda", "lambda"),
                own("proxy", "proxy"),
                own("class that is not `Serializable`", "service"));
    }

    private static ValueKind jdk(String name, Object value) {
        return new ValueKind(name, false, application -> value);
    }

    private static ValueKind own(String name, String kind) {
        return new ValueKind(name, true, application -> application.apply(kind));
    }

    private static GregorianCalendar calendar() {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(5);
        return calendar;
    }

    private static Exception withoutStackTrace() {
        Exception exception = new IllegalStateException("text");
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }
}
