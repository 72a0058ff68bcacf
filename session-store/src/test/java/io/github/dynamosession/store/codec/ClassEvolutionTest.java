package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 13: a rolling deployment writes with one version of a class and reads with another, both ways. */
class ClassEvolutionTest {

    private static final String NAMES = "public java.util.ArrayList<String> names = new java.util.ArrayList<>();";
    private static final String FILL = "names.add(\"Ann\"); names.add(\"Bob\");";

    @TempDir
    Path directory;

    @Test
    void anAddedFieldHasItsDefaultAndOldFieldsTheirValue() throws Exception {
        Object read = through(user("public int age = 7;"), user("public int age = 1; public String added = \"new\";"));
        assertThat(read).hasFieldOrPropertyWithValue("age", 7).hasFieldOrPropertyWithValue("added", null);
    }

    @Test
    void aRemovedFieldIsIgnored() throws Exception {
        Object read = through(
                user("public Object a = new java.util.HashMap<>(java.util.Map.of(\"k\", \"v\")); public int b = 7;"),
                user("public int b;"));
        assertThat(read).hasFieldOrPropertyWithValue("b", 7);
    }

    /** Kryo issues 834 and 1098: elements written by the promise of a generic type that the reader no longer has. */
    @Test
    void aRemovedGenericFieldIsIgnored() throws Exception {
        Object read = through(user(NAMES + "public int z = 7; { " + FILL + " }"), user("public int z;"));
        assertThat(read).hasFieldOrPropertyWithValue("z", 7);
    }

    /** Kryo issues 286, 291 and 871. */
    @Test
    void aReferenceIntoARemovedFieldIsKept() throws Exception {
        Object read = through(
                user("public Object a = new int[] {1, 2}; public Object b = a; public Object c = \"last\";"),
                user("public Object b; public Object c;"));
        assertThat(read).hasFieldOrPropertyWithValue("b", new int[] {1, 2}).hasFieldOrPropertyWithValue("c", "last");
    }

    @Test
    void reorderedAndManyFieldsFindTheirNames() throws Exception {
        StringBuilder old = new StringBuilder();
        StringBuilder fresh = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            old.append("public int f").append(i).append(" = ").append(i).append(";");
            fresh.insert(0, "public int f" + (i + 1) + ";");
        }
        Object read = through(user(old.toString()), user(fresh.toString()));
        assertThat(read)
                .hasFieldOrPropertyWithValue("f1", 1)
                .hasFieldOrPropertyWithValue("f49", 49)
                .hasFieldOrPropertyWithValue("f50", 0);
    }

    @Test
    void aClassMayBecomeFinalOrCeaseToBe() throws Exception {
        String open = "public class User implements java.io.Serializable {"
                + " public User[] friends; public User() { } public User fill() {"
                + " friends = new User[] {new User(), null}; return this; } { %s } public int n; }";
        String closed = open.replace("public class", "public final class");
        assertThat(through(filled(open), filled(closed))).hasFieldOrPropertyWithValue("n", 7);
        assertThat(through(filled(closed), filled(open))).hasFieldOrPropertyWithValue("n", 7);
    }

    private static Map<String, String> filled(String template) {
        return Map.of("User", template.formatted("n = 7; if (friends == null) { friends = new User[] {null}; }"));
    }

    @Test
    void aFieldOfAnotherTypeIsAnErrorAndNotAWrongObject() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() ->
                        through(user("public Object a = \"text\";"), user("public java.util.ArrayList<String> a;")))
                .withMessageContaining("a");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> through(user("public int a = 7;"), user("public long a;")));
    }

    @Test
    void aFieldMayMoveToAWiderType() throws Exception {
        assertThat(through(user("public String a = \"text\";"), user("public CharSequence a;")))
                .hasFieldOrPropertyWithValue("a", "text");
        assertThat(through(user("public int a = 7;"), user("public Integer a;")))
                .hasFieldOrPropertyWithValue("a", 7);
    }

    @Test
    void anEnumMayBeReorderedAndAnUnknownConstantIsAnError() throws Exception {
        String colour = "public enum Colour { %s }";
        Map<String, String> writer = new HashMap<>(user("public Colour c = Colour.GREEN;"));
        writer.put("Colour", colour.formatted("RED, GREEN { public String toString() { return \"g\"; } }"));
        Map<String, String> reader = new HashMap<>(user("public Colour c;"));
        reader.put("Colour", colour.formatted("BLUE { }, GREEN, RED"));
        assertThat(through(writer, reader)).extracting("c").hasToString("GREEN");

        reader.put("Colour", colour.formatted("RED"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> through(writer, reader))
                .withMessageContaining("GREEN");
    }

    @Test
    void aRecordMayGainAndLoseComponents() throws Exception {
        String two = "public record User(String a, int b) implements java.io.Serializable {"
                + " public User() { this(\"x\", 7); } }";
        String other = "public record User(int b, String c) implements java.io.Serializable { }";
        assertThat(through(Map.of("User", two), Map.of("User", other)))
                .hasFieldOrPropertyWithValue("b", 7)
                .hasFieldOrPropertyWithValue("c", null);
    }

    @Test
    void aClassThatIsGoneIsNamed() {
        Map<String, String> writer = new HashMap<>(user("public Object a = new Gone();"));
        writer.put("Gone", "public class Gone implements java.io.Serializable { }");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> through(writer, user("public Object a;")))
                .withMessageContaining("class Gone is not in this application");
    }

    private static Map<String, String> user(String body) {
        return Map.of("User", "public class User implements java.io.Serializable { " + body + " }");
    }

    /** Encodes a new User of one version and decodes it as the other; by Java where it is not plain. */
    private Object through(Map<String, String> writerSources, Map<String, String> readerSources) throws Exception {
        try (Application writer = Application.of(Files.createTempDirectory(directory, "v1"), writerSources);
                Application reader = Application.of(Files.createTempDirectory(directory, "v2"), readerSources)) {
            Object value = writer.make("User");
            return writer.kryo().encodeIfPlain(value).map(reader.kryo()::decode).orElseGet(() -> reader.java()
                    .decode(writer.java().encode(value)));
        }
    }
}
