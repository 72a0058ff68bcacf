package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in {@code docs/values.md} is true; {@code -Dvalues.write} brings it up to date. Traps 13, 16 and 17. */
class ValuesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "values.md");
    private static final String BEGIN = "<!-- table: made by ValuesPageTest -->\n";
    private static final String END = "<!-- end of table -->\n";
    private static final String HEAD = """
            | kind | stored by | bytes | Java serialization | equal | release 1 → 2 → 1 |
            | --- | --- | --- | --- | --- | --- |
            """;

    private static final String JUDGED_BEGIN = "<!-- judged: made by ValuesPageTest -->\n";
    private static final String JUDGED_HEAD = """
            | class | may be in a session | what reading it does |
            | --- | --- | --- |
            """;

    private static final int HEADER = 4;

    @Test
    void theTableOfKindsIsAsTheCodecsBehave(@TempDir Path directory) throws Exception {
        try (Application one = Application.of(Files.createDirectory(directory.resolve("1")), ShopClasses.ofRelease(1));
                Application two =
                        Application.of(Files.createDirectory(directory.resolve("2")), ShopClasses.ofRelease(2))) {
            String table =
                    HEAD + ValueKind.all().map(kind -> row(kind, one, two)).collect(Collectors.joining());
            assertOnPage(BEGIN, table);
        }
    }

    @Test
    void theTableOfWhatIsJudgedIsAsTheCodecsBehave() throws Exception {
        assertOnPage(
                JUDGED_BEGIN,
                JUDGED_HEAD + JudgedKind.all().map(ValuesPageTest::row).collect(Collectors.joining()));
    }

    private static void assertOnPage(String beginMark, String table) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(beginMark) + beginMark.length();
        int end = page.indexOf(END, begin);
        if (System.getProperty("values.write") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end))
                    .as("the table in %s; -Dvalues.write replaces it", PAGE)
                    .isEqualTo(table);
        }
    }

    private static String row(JudgedKind kind) {
        return "| " + kind.name() + " | " + answer(kind.value()) + " | " + kind.reading() + " |\n";
    }

    private static String answer(Object value) {
        try {
            return Codecs.copy(value).getClass() == value.getClass() ? "yes" : "reduced";
        } catch (CodecException e) {
            return "no";
        }
    }

    private static String row(ValueKind kind, Application one, Application two) {
        Object value = kind.make().apply(maker(one));
        Optional<byte[]> kryo = one.kryo().encodeIfPlain(value);
        String cells;
        try {
            byte[] bytes = kryo.orElseGet(() -> one.java().encode(value));
            cells = (kryo.isPresent() ? "Kryo" : "Java") + " | " + (HEADER + bytes.length) + " | " + javaBytes(value)
                    + " | " + word(isSame(decode(bytes, kryo.isPresent(), one), value)) + " | "
                    + (kind.ofApplication() ? word(survives(value, one, two)) : "-");
        } catch (CodecException e) {
            cells = "refused | - | - | - | -";
        }
        return "| " + kind.name() + " | " + cells + " |\n";
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    @SuppressWarnings("unchecked")
    private static Function<String, Object> maker(Application application) {
        try {
            return (Function<String, Object>) application.make("shop.Make");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean survives(Object value, Application one, Application two) {
        try {
            Object there = through(value, one, two);
            upgrade(there);
            return isSame(through(there, two, one), value);
        } catch (CodecException e) {
            return false;
        }
    }

    /** The new release fills what is new in it. */
    private static void upgrade(Object value) {
        try {
            var upgrade = value.getClass().getMethod("upgrade");
            upgrade.setAccessible(true);
            upgrade.invoke(value);
        } catch (NoSuchMethodException e) {
            assertThat(e).hasMessageContaining("upgrade"); // nothing to fill
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object through(Object value, Application writer, Application reader) {
        return writer.kryo().encodeIfPlain(value).map(reader.kryo()::decode).orElseGet(() -> reader.java()
                .decode(writer.java().encode(value)));
    }

    private static Object decode(byte[] bytes, boolean byKryo, Application application) {
        return (byKryo ? application.kryo() : application.java()).decode(bytes);
    }

    private static String javaBytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        } catch (IOException e) {
            return "-";
        }
        return String.valueOf(bytes.size());
    }

    private static boolean isSame(Object decoded, Object value) {
        if (value instanceof Supplier<?> supplier) { // a lambda, a proxy
            return decoded instanceof Supplier<?> other && other.get().equals(supplier.get());
        }
        return decoded.getClass() == value.getClass()
                && (Objects.deepEquals(decoded, value)
                        || (PlainClasses.isOfJdk(value.getClass())
                                ? decoded.toString().equals(value.toString())
                                : hasSameContent(decoded, value)));
    }

    private static boolean hasSameContent(Object decoded, Object value) {
        try {
            assertThat(decoded).usingRecursiveComparison().isEqualTo(value);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
