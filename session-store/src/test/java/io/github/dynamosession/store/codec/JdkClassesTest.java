package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the writer takes, the reader reads: over all classes of the JDK's public packages of which an object can be made from
 * simple arguments, by a constructor or a static method.
 */
class JdkClassesTest {

    /** Whose objects open windows, ports, threads and files when they are made; a lambda's form without a lambda is none. */
    private static final Pattern NOT_MADE = Pattern.compile("java\\.applet\\..*|java\\.awt\\.(?!geom\\.|Color|Point).*"
            + "|javax\\.swing\\.(?!table\\.|tree\\.).*|java\\.rmi\\..*|javax\\.(print|sound|accessibility)\\..*"
            + "|javax\\.management\\.(loading|remote|timer)\\..*|java\\.lang\\.invoke\\.SerializedLambda");

    private static final Map<Class<?>, List<Object>> ARGUMENTS = arguments();

    private static List<Object> made;

    private final KryoAttributeCodec kryo = Codecs.kryo();
    private final JavaAttributeCodec java = Codecs.java();

    @BeforeAll
    static void makeAll() throws IOException {
        System.setProperty("java.awt.headless", "true");
        made = new ArrayList<>();
        for (Class<?> type : serializableClasses()) {
            made.addAll(objectsOf(type));
        }
    }

    @Test
    void whatIsStoredIsReadAndStoredAsTheSame() {
        Map<String, String> wrong = new TreeMap<>();
        int stored = 0;
        for (Object value : made) {
            for (Object each : List.of(value, new ArrayList<>(List.of("before", value, value)))) {
                stored += kryo.encodeIfPlain(each)
                        .map(bytes -> isReadAsWritten(kryo, bytes, value, wrong))
                        .orElse(0);
                stored += encode(each, value, wrong)
                        .map(bytes -> isReadAsWritten(java, bytes, value, wrong))
                        .orElse(0);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(stored).as("stored, of %s objects", made.size()).isGreaterThan(1000);
    }

    private Optional<byte[]> encode(Object each, Object value, Map<String, String> wrong) {
        try {
            return Optional.of(java.encode(each));
        } catch (CodecException e) {
            if (!String.valueOf(e.getMessage()).contains(" is not ")) {
                wrong.put(value.getClass().getName() + " refused", String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private static int isReadAsWritten(AttributeCodec codec, byte[] bytes, Object value, Map<String, String> wrong) {
        try {
            byte[] again = codec.encode(codec.decode(bytes));
            byte[] third = codec.encode(codec.decode(again));
            if (!Arrays.equals(again, third)) {
                wrong.put(value.getClass().getName(), "changes each time");
            }
        } catch (CodecException e) {
            wrong.put(
                    value.getClass().getName() + " by " + codec.getClass().getSimpleName(),
                    String.valueOf(e.getMessage()));
        }
        return 1;
    }

    private static List<Class<?>> serializableClasses() throws IOException {
        FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
        try (Stream<Path> files = Files.walk(jdk.getPath("/modules"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> file.getName(1).toString().startsWith("java."))
                    .map(file -> file.subpath(2, file.getNameCount()).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !NOT_MADE.matcher(name).matches())
                    .sorted()
                    .<Class<?>>flatMap(name -> classNamed(name))
                    .toList();
        }
    }

    private static Stream<Class<?>> classNamed(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getSystemClassLoader());
            boolean usable = Modifier.isPublic(type.getModifiers())
                    && type.getModule().isExported(type.getPackageName())
                    && !type.isInterface()
                    && Serializable.class.isAssignableFrom(type);
            return usable ? Stream.of(type) : Stream.empty();
        } catch (ClassNotFoundException | LinkageError e) { // module-info
            return Stream.empty();
        }
    }

    private static Collection<Object> objectsOf(Class<?> type) {
        Map<Class<?>, Object> objects = new LinkedHashMap<>();
        List<Executable> makers = new ArrayList<>(List.of(type.getConstructors()));
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType())) {
                makers.add(method);
            }
        }
        makers.sort(Comparator.comparing(Executable::toGenericString));
        for (Executable maker : makers) {
            argumentsOf(maker).forEach(arguments -> make(maker, arguments, objects));
        }
        return objects.values();
    }

    /** The first of each class, except for what the clock or chance makes. */
    private static void make(Executable maker, Object[] arguments, Map<Class<?>, Object> objects) {
        if (maker.getName().equals("now")) {
            return;
        }
        try {
            Object object = maker instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) maker).invoke(null, arguments);
            if (object != null) {
                objects.putIfAbsent(object.getClass(), object);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            assertThat(e).as("these arguments make none").isNotNull();
        }
    }

    /** For each number of a candidate, the arguments that are the candidate of that number of their class. */
    private static Stream<Object[]> argumentsOf(Executable maker) {
        Class<?>[] types = maker.getParameterTypes();
        if (Modifier.isAbstract(maker.getDeclaringClass().getModifiers()) && maker instanceof Constructor<?>
                || !Arrays.stream(types).allMatch(ARGUMENTS::containsKey)) {
            return Stream.empty();
        }
        return Stream.iterate(0, i -> i < 6, i -> i + 1).map(i -> Arrays.stream(types)
                .map(type -> ARGUMENTS.get(type).get(i % ARGUMENTS.get(type).size()))
                .toArray());
    }

    private static Map<Class<?>, List<Object>> arguments() {
        Map<Class<?>, List<Object>> arguments = new HashMap<>();
        arguments.put(String.class, List.of("text", "1", "cn=a", "http://localhost/", "UTC", "2026-11-21"));
        arguments.put(CharSequence.class, List.of("text", "PT1S", "2026-11-21", "2026-11-21T01:02:03Z"));
        arguments.put(Object.class, List.of("text"));
        arguments.put(Object[].class, List.of((Object) new Object[] {"a", "b"}));
        arguments.put(String[].class, List.of((Object) new String[] {"a", "b"}));
        arguments.put(byte[].class, List.of((Object) new byte[] {1, 2}));
        arguments.put(char[].class, List.of((Object) new char[] {'a', 'b'}));
        arguments.put(int[].class, List.of((Object) new int[] {1, 2}));
        arguments.put(long[].class, List.of((Object) new long[] {1, 2}));
        arguments.put(boolean.class, List.of(true, false));
        arguments.put(byte.class, List.of((byte) 1));
        arguments.put(char.class, List.of('a'));
        arguments.put(short.class, List.of((short) 1));
        arguments.put(int.class, List.of(1, 2, 20));
        arguments.put(long.class, List.of(1L, 2L));
        arguments.put(float.class, List.of(0.5f));
        arguments.put(double.class, List.of(0.5d));
        arguments.put(Integer.class, List.of(1));
        arguments.put(Class.class, List.of(String.class, int.class, Locale.Category.class));
        arguments.put(Throwable.class, List.of(new IOException("cause")));
        arguments.put(Exception.class, List.of(new IOException("cause")));
        arguments.put(Locale.class, List.of(Locale.ROOT));
        arguments.put(Collection.class, List.of(new ArrayList<>(List.of("a"))));
        arguments.put(List.class, List.of(new ArrayList<>(List.of("a"))));
        arguments.put(Map.class, List.of(new HashMap<>(Map.of("k", "v"))));
        arguments.put(Comparator.class, List.of(Comparator.naturalOrder()));
        return arguments;
    }
}
