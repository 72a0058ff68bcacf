package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 18: classes that only the web application sees, and another has under the same name. */
class ApplicationClassesTest {

    private static final Map<String, String> SOURCES = Map.of(
            "shop.Cart",
            "package shop; public class Cart implements java.io.Serializable { public String owner = \"me\"; }",
            "shop.Order",
            "package shop; public record Order(String id) implements java.io.Serializable {"
                    + " public Order() { this(\"1\"); } }",
            "shop.Loud",
            "package shop; public class Loud implements java.io.Serializable {"
                    + " static { System.setProperty(\"shop.Loud\", \"initialised\"); } }");

    @TempDir
    Path directory;

    private Application one;
    private Application two;

    @BeforeEach
    void compileTwice() throws Exception {
        one = Application.of(directory, SOURCES);
        two = Application.of(directory, SOURCES);
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
    }

    @Test
    void eachApplicationGetsItsOwnClassOfAName() throws Exception {
        byte[] kryo = one.kryo().encode(one.make("shop.Cart"));
        byte[] java = one.java().encode(one.make("shop.Order"));

        assertThat(two.kryo().decode(kryo)).isExactlyInstanceOf(two.type("shop.Cart"));
        assertThat(two.java().decode(java)).isExactlyInstanceOf(two.type("shop.Order"));
        assertThat(one.type("shop.Cart")).isNotSameAs(two.type("shop.Cart"));
    }

    @Test
    void itsClassesAreFoundInsideJdkCollectionsAndArrays() throws Exception {
        Object cart = one.make("shop.Cart");
        Object[] array = (Object[]) java.lang.reflect.Array.newInstance(one.type("shop.Cart"), 1);
        array[0] = cart;
        Object value = new ArrayList<>(List.of(new HashMap<>(Map.of("cart", cart)), array));

        for (AttributeCodec codec : List.of(one.kryo(), one.java())) {
            List<?> copy = (List<?>) codec.decode(codec.encode(value));
            assertThat(((Map<?, ?>) copy.get(0)).get("cart")).isSameAs(((Object[]) copy.get(1))[0]);
            assertThat(copy.get(1)).hasSameClassAs(array);
        }
    }

    @Test
    void theContextClassLoaderDoesNotMatter() throws Exception {
        byte[] bytes = one.kryo().encode(one.make("shop.Cart"));
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThat(one.kryo().decode(bytes)).isExactlyInstanceOf(one.type("shop.Cart"));
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    @Test
    void anObjectOfAnotherApplicationIsRefused() throws Exception {
        Object foreign = two.make("shop.Cart");
        assertThat(one.kryo().encodeIfPlain(foreign)).isEmpty();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> one.java().encode(foreign))
                .withMessageContaining("shop.Cart is not allowed");
    }

    @Test
    void aMissingClassIsNamed() throws Exception {
        byte[] kryo = one.kryo().encode(one.make("shop.Cart"));
        byte[] java = one.java().encode(one.make("shop.Order"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Codecs.kryo().decode(kryo))
                .withMessageContaining("class shop.Cart is not in this application");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Codecs.java().decode(java))
                .withMessageContaining("class shop.Order is not in this application");
    }

    /** Trap 35: what the bytes name must not run before it is judged; a parent's class is not the application's. */
    @Test
    void aClassOfTheContainerIsRefusedBeforeItIsInitialised() throws Exception {
        byte[] kryo = one.kryo().encode(one.make("shop.Loud"));
        byte[] java = one.java().encode(one.make("shop.Loud"));
        System.clearProperty("shop.Loud");
        Application container = Application.of(directory, SOURCES);
        ClassLoader parent = container.type("shop.Loud").getClassLoader();
        ClassFilter filter = ClassFilter.forApplication(new NeverLoads(parent), List.of());

        for (AttributeCodec codec : List.of(
                new KryoAttributeCodec(filter, Codecs.MAX_BYTES), new JavaAttributeCodec(filter, Codecs.MAX_BYTES))) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> codec.decode(codec instanceof KryoAttributeCodec ? kryo : java))
                    .withMessageContaining("shop.Loud");
        }
        assertThat(System.getProperty("shop.Loud")).isNull();
        container.close();
    }

    /** Stands for a loader whose parent is not one of the application's. */
    private static final class NeverLoads extends ClassLoader {
        private final ClassLoader hidden;

        NeverLoads(ClassLoader hidden) {
            super(NeverLoads.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return hidden.loadClass(name);
        }
    }
}
