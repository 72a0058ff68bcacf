package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Spring keeps in sessions, against the Spring of the line that is tested; the core has none. */
class SpringClassesTest {

    private static final ClassLoader PROGRAM = SpringClassesTest.class.getClassLoader();

    /** As in an executable jar: the application's loader defines nothing. */
    private static final ClassFilter FILTER =
            ClassFilter.forApplication(new URLClassLoader(new URL[0], PROGRAM), List.of());

    private static final Set<String> READING_CODE =
            Set.of("readObject", "readObjectNoData", "readResolve", "readExternal", "writeReplace", "finalize");

    @Test
    void eachIsAllowedAndNoneRunsAnythingWhenItIsRead() {
        assertThat(SpringClasses.names().map(SpringClassesTest::find).flatMap(Stream::ofNullable))
                .hasSizeGreaterThan(40)
                .allMatch(FILTER::allows)
                .allSatisfy(type -> assertThat(type.getDeclaredMethods())
                        .as("%s", type)
                        .noneMatch(method -> READING_CODE.contains(method.getName())));
    }

    @Test
    void nothingElseOfSpringIs() {
        assertThat(Stream.of(
                                "org.springframework.beans.factory.support.DisposableBeanAdapter",
                                "org.springframework.core.io.FileSystemResource",
                                "org.springframework.aop.framework.ProxyFactory",
                                "org.springframework.security.core.userdetails.memory.UserAttribute")
                        .map(SpringClassesTest::find))
                .noneMatch(type -> FILTER.allows(type == null ? Thread.class : type));
    }

    /** Names that only one of the lines has are few: the others would be slips. */
    @Test
    void almostAllOfThemAreThere() {
        assertThat(SpringClasses.names().filter(name -> find(name) == null))
                .allMatch(name ->
                        name.matches(".*(FactorGrantedAuthority|BindingFieldError|(Validation|Violation)\\w+Error)"));
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, PROGRAM);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
