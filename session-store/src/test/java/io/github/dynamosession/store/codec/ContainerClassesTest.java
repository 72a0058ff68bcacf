package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class of the container is judged by what reading it does, whichever of the container's loaders defines it. */
class ContainerClassesTest {

    private static final String SERIALIZABLE = " implements java.io.Serializable { ";

    /** By name, for the servlet API is not here; what matters is who defines it. */
    private static final Map<String, String> SOURCES = Map.ofEntries(
            source("jakarta.servlet", "interface Servlet { }"),
            source("jakarta.servlet", "class ServletException extends Exception { }"),
            source("jakarta.servlet.http", "class Cookie" + SERIALIZABLE + "public String name = \"a\"; }"),
            source(
                    "jakarta.servlet.http",
                    "abstract class HttpServlet implements jakarta.servlet.Servlet, java.io.Serializable { }"),
            source("jakarta.annotation", "@interface PreDestroy { }"),
            source(
                    "org.apache.el",
                    "class MethodExpressionImpl implements java.io.Externalizable {"
                            + " public void readExternal(java.io.ObjectInput in) { }"
                            + " public void writeExternal(java.io.ObjectOutput out) { } }"),
            source("vendor", "enum Mode { FAST }"),
            source("vendor", "interface Task { }"),
            source("vendor", "class VendorException extends RuntimeException { public String detail = \"a\"; }"),
            source("vendor", "class Pool" + SERIALIZABLE + "}"),
            source(
                    "vendor",
                    "class ReadingException extends RuntimeException {"
                            + " private void readObject(java.io.ObjectInputStream in) { } }"),
            source(
                    "shop",
                    "class Greet extends jakarta.servlet.http.HttpServlet"
                            + " implements java.util.function.Supplier<Object> {"
                            + " public Object get() { return (java.util.function.Supplier<String> & java.io.Serializable)"
                            + " () -> \"hello\"; } }"));

    enum Container {
        /** The loader of the servlet API is the one of this library, or above it. */
        TOMCAT,
        /** It lies between that of this library and the application's. */
        JETTY
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Container.class)
    void valuesExceptionsConstantsAndInterfacesAreStored(Container container) throws Exception {
        for (String name : List.of(
                "jakarta.servlet.http.Cookie",
                "jakarta.servlet.ServletException",
                "org.apache.el.MethodExpressionImpl",
                "vendor.VendorException")) {
            ClassLoader application = applicationIn(container);
            Object value = type(application, name).getConstructor().newInstance();
            assertThat(copy(application, value)).hasSameClassAs(value);
        }
        ClassLoader application = applicationIn(container);
        Object constant = type(application, "vendor.Mode").getEnumConstants()[0];
        assertThat(copy(application, constant)).isSameAs(constant);
        for (String name :
                List.of("jakarta.annotation.PreDestroy", "vendor.Task", "jakarta.servlet.http.HttpServlet")) {
            Class<?> literal = type(application, name);
            assertThat(copy(application, new ArrayList<>(List.of(literal)))).isEqualTo(List.of(literal));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void whatNobodyHasReviewedIsRefused(Container container) throws Exception {
        ClassLoader application = applicationIn(container);
        for (String name : List.of("vendor.Pool", "vendor.ReadingException")) {
            ClassFilter filter = ClassFilter.forApplication(application, List.of());
            assertThat(filter.allows(type(application, name))).as(name).isFalse();
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> filter.load(name))
                    .withMessageContaining("class " + name + " is not allowed");
        }
    }

    /** The lambda's bytes name the servlet, and with it what it extends. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void aLambdaThatWasWrittenInAServletIsStored(Container container) throws Exception {
        ClassLoader application = applicationIn(container);
        Supplier<?> greet =
                (Supplier<?>) type(application, "shop.Greet").getConstructor().newInstance();
        assertThat(((Supplier<?>) copy(application, greet.get())).get()).isEqualTo("hello");
    }

    private static Object copy(ClassLoader application, Object value) {
        ClassFilter filter = ClassFilter.forApplication(application, List.of());
        KryoAttributeCodec kryo = new KryoAttributeCodec(filter, Codecs.MAX_BYTES);
        JavaAttributeCodec java = new JavaAttributeCodec(filter, Codecs.MAX_BYTES);
        Object copy = java.decode(java.encode(value));
        return kryo.encodeIfPlain(value).map(kryo::decode).orElse(copy);
    }

    private ClassLoader applicationIn(Container container) throws IOException {
        Application.of(directory, SOURCES).close(); // compiles only
        URL[] classes = {directory.toUri().toURL()};
        ClassLoader store = getClass().getClassLoader();
        ClassLoader shared = new Part(classes, store, store, false);
        return container == Container.JETTY
                ? new Part(classes, shared, shared, true)
                : new Part(classes, store, shared, true);
    }

    private static Class<?> type(ClassLoader loader, String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    private static Map.Entry<String, String> source(String packageName, String declaration) {
        String name = declaration.replaceFirst("^(abstract )?\\S+ (\\w+).*", "$2");
        return Map.entry(packageName + "." + name, "package " + packageName + "; public " + declaration);
    }

    /** Either the application's part of the classes or the container's. */
    private static final class Part extends URLClassLoader {

        private final ClassLoader shared;
        private final boolean ofApplication;

        Part(URL[] classes, ClassLoader parent, ClassLoader shared, boolean ofApplication) {
            super(classes, parent);
            this.shared = shared;
            this.ofApplication = ofApplication;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            boolean mine = name.startsWith("shop.") == ofApplication;
            if (!mine && !ofApplication) {
                throw new ClassNotFoundException(name);
            }
            return mine ? super.findClass(name) : shared.loadClass(name);
        }
    }
}
