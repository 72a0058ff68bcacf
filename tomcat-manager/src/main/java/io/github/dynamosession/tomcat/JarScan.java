package io.github.dynamosession.tomcat;

import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.tomcat.JarScanFilter;
import org.apache.tomcat.util.scan.StandardJarScanFilter;
import org.jspecify.annotations.Nullable;

/**
 * Takes this product's jars out of what Tomcat scans. Tomcat parses each class of each jar in its {@code lib}, once for each web
 * application, for what its container initializers want to handle. The drop-in jar has thousands of classes and none of
 * those, nor a tag library.
 */
final class JarScan {

    private static final String SEPARATOR = ",";

    private static final List<String> BESIDE = List.of("dynamosession-encryption-*.jar", "dynamosession-metrics-*.jar");

    private JarScan() {}

    /** Before the context is configured. A filter of the user's own kind is left alone. */
    static void leaveOutOurJars(@Nullable Context context) {
        if (context == null) {
            return;
        }
        JarScanFilter filter = context.getJarScanner().getJarScanFilter();
        CodeSource source = JarScan.class.getProtectionDomain().getCodeSource();
        String path = source == null ? "" : source.getLocation().getPath();
        if (path.endsWith(".jar")) { // not a directory of classes, as in a build
            leaveOut(path.substring(path.lastIndexOf('/') + 1), filter);
        }
    }

    /** That jar, and what may lie beside it. */
    static void leaveOut(String jar, JarScanFilter filter) {
        if (filter instanceof StandardJarScanFilter standard) {
            Stream.concat(Stream.of(jar), BESIDE.stream()).forEach(name -> {
                standard.setPluggabilitySkip(with(name, standard.getPluggabilitySkip()));
                standard.setTldSkip(with(name, standard.getTldSkip()));
            });
        }
    }

    private static String with(String jar, @Nullable String skipped) {
        if (skipped == null || skipped.isBlank()) {
            return jar;
        }
        return List.of(skipped.split(SEPARATOR)).contains(jar) ? skipped : skipped + SEPARATOR + jar;
    }
}
