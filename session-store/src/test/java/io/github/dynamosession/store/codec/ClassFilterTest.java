package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.CodeSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFilterTest {

    /** Between it and the core's loader there is none, so nothing but the JDK's list and patterns is allowed. */
    private static final ClassLoader EMPTY_APPLICATION = new ClassLoader(ClassFilterTest.class.getClassLoader()) {};

    private final ClassFilter filter = ClassFilter.forApplication(EMPTY_APPLICATION, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "java.util.Map$Entry",
                "java.util.ImmutableCollections$ListN",
                "java.time.chrono.JapaneseDate",
                "[Ljava.lang.Object;",
                "[[I",
                "java.util.concurrent.atomic.AtomicInteger"
            })
    void valueTypesOfTheJdkAreAllowed(String name) {
        assertThat(filter.load(name)).hasToString(filter.load(name).toString());
    }

    /** Trap 35. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.logging.LogRecord",
                "[Ljava.util.logging.LogRecord;",
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "java.lang.Class",
                "java.lang.Thread",
                "java.util.logging.FileHandler",
                "java.util.jar.JarFile",
                "java.util.zip.ZipFile",
                "java.rmi.server.UnicastRemoteObject",
                "javax.management.BadAttributeValueExpException",
                "sun.reflect.annotation.AnnotationInvocationHandler",
                "java.lang.invoke.MethodHandle",
                "com.esotericsoftware.kryo.Kryo",
                "io.github.dynamosession.store.codec.Samples$Cart"
            })
    void everythingElseIsRefusedWithTheRemedy(String name) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> filter.load(name))
                .withMessageContaining(name.replace("[L", "").replace(";", ""))
                .withMessageContaining("add it to allowedClasses");
    }

    @ParameterizedTest
    @CsvSource({
        "java.security.CodeSource, true",
        "java.security.*, true",
        "java.**, true",
        "java.security.CodeSourc, false",
        "java.*, false",
        "java.security.CodeSource.**, false",
        "java.s.**, false"
    })
    void patternsAllowAClassAPackageOrATree(String pattern, boolean allowed) {
        assertThat(ClassFilter.forApplication(EMPTY_APPLICATION, List.of(pattern))
                        .allows(CodeSource.class))
                .isEqualTo(allowed);
        assertThat(filter.alsoAllowing(List.of(pattern)).allows(CodeSource[].class))
                .isEqualTo(allowed);
    }

    @Test
    void allowingMoreLeavesTheFilterAsItWas() {
        filter.alsoAllowing(List.of("java.security.*"));
        assertThat(filter.allows(CodeSource.class)).isFalse();
    }

    @Test
    void aNameThatIsNoClassIsNamed() {
        for (String name : List.of("no.such.Class", "java.util.NoSuch", "[", "[Q", "", "[Ljava.lang.String", "int")) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> filter.load(name))
                    .withMessageContaining("is not in this application");
        }
    }
}
