package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.JarScanFilter;
import org.apache.tomcat.JarScanType;
import org.apache.tomcat.util.scan.StandardJarScanFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start of a web application does not pay for the classes of this product's jar. */
final class JarScanTest {

    private static final String JAR = "dynamosession-tomcat-1.0.0-all.jar";

    private final StandardJarScanFilter filter = new StandardJarScanFilter();

    @Test
    void theJarIsScannedNeitherForAnnotationsNorForTagLibraries() {
        assertThat(filter.check(JarScanType.PLUGGABILITY, JAR)).isTrue();

        JarScan.leaveOut(JAR, filter);

        assertThat(filter.check(JarScanType.PLUGGABILITY, JAR)).isFalse();
        assertThat(filter.check(JarScanType.TLD, JAR)).isFalse();
        assertThat(filter.check(JarScanType.PLUGGABILITY, "spring-web-6.2.0.jar"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamosession-encryption-1.0.0-all.jar", "dynamosession-metrics-1.0.0-all.jar"})
    void norIsWhatMayLieBesideIt(String beside) {
        JarScan.leaveOut(JAR, filter);

        assertThat(filter.check(JarScanType.PLUGGABILITY, beside)).isFalse();
        assertThat(filter.check(JarScanType.TLD, beside)).isFalse();
    }

    @Test
    void whatIsLeftOutAlreadyStaysLeftOut() {
        filter.setPluggabilitySkip("big-*.jar");

        JarScan.leaveOut(JAR, filter);
        JarScan.leaveOut(JAR, filter);

        assertThat(filter.getPluggabilitySkip()).startsWith("big-*.jar," + JAR).containsOnlyOnce(JAR);
        assertThat(filter.check(JarScanType.PLUGGABILITY, "big-1.jar")).isFalse();
    }

    /** As whoever takes it out of a context may say. */
    @Test
    @SuppressWarnings("NullAway")
    void aManagerMayLeaveItsContext() {
        DynamoDbManager manager = new DynamoDbManager();
        manager.setContext(new StandardContext());

        manager.setContext(null);

        assertThat(manager.getContext()).isNull();
    }

    @Test
    void aFilterOfAnotherKindIsLeftAlone() {
        JarScanFilter everything = (type, jar) -> true;

        JarScan.leaveOut(JAR, everything);

        assertThat(everything.check(JarScanType.PLUGGABILITY, JAR)).isTrue();
    }
}
