package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trap 13: nodes of an old and of a new release read each other's values. What they make of them is right, or an error that
 * costs the one attribute; it is never something that nobody wrote.
 */
class RollingDeploymentTest {

    private static Application old;
    private static Application fresh;

    @BeforeAll
    static void compileBoth(@TempDir Path directory) throws Exception {
        old = Application.of(Files.createDirectory(directory.resolve("old")), ClassChange.sources(false));
        fresh = Application.of(Files.createDirectory(directory.resolve("fresh")), ClassChange.sources(true));
    }

    @AfterAll
    static void close() throws Exception {
        old.close();
        fresh.close();
    }

    static Stream<ClassChange> changes() {
        return ClassChange.all();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theNewReleaseReadsWhatTheOldOneWroteOrSaysThatItCannot(ClassChange change) throws Exception {
        Object user = old.make(change.userClass());
        assertThat(read(fresh, kryoFirst(user, old)))
                .as("Kryo")
                .isEqualTo(change.kryo().get(0));
        assertThat(read(fresh, java(user, old)))
                .as("Java")
                .isEqualTo(change.java().get(0));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theOldReleaseReadsWhatTheNewOneWroteOrSaysThatItCannot(ClassChange change) throws Exception {
        Object user = fresh.make(change.userClass());
        assertThat(read(old, kryoFirst(user, fresh)))
                .as("Kryo")
                .isEqualTo(change.kryo().get(1));
        assertThat(read(old, java(user, fresh)))
                .as("Java")
                .isEqualTo(change.java().get(1));
    }

    /** Bytes, and which codec wrote them. */
    private record Written(boolean byKryo, byte[] bytes) {}

    private static Written kryoFirst(Object user, Application writer) {
        return writer.kryo()
                .encodeIfPlain(user)
                .map(bytes -> new Written(true, bytes))
                .orElseGet(() -> java(user, writer));
    }

    private static Written java(Object user, Application writer) {
        return new Written(false, writer.java().encode(user));
    }

    private static String read(Application reader, Written written) throws IllegalAccessException {
        AttributeCodec codec = written.byKryo ? reader.kryo() : reader.java();
        Object user;
        try {
            user = codec.decode(written.bytes);
        } catch (CodecException e) {
            return ClassChange.LOST;
        }
        return describe(user);
    }

    /** All fields that are stored or could be, as {@code a=1 b=text}. */
    private static String describe(Object user) throws IllegalAccessException {
        Map<String, String> fields = new TreeMap<>();
        for (Class<?> type = user.getClass(); !PlainClasses.isOfJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.put(field.getName(), text(field.get(user)));
                }
            }
        }
        return fields.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
    }
}
