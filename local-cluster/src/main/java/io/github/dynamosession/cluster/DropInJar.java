package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What users drop into a container, as the build of this project has made them. */
public final class DropInJar {

    private DropInJar() {}

    /**
     * The jar for Tomcat's {@code lib} directory.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path tomcat() {
        return only("tomcat-manager", "dynamosession-tomcat-*-all.jar");
    }

    /**
     * The jar for the class path of an embedded Jetty.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path jetty() {
        return only("jetty-handler", "dynamosession-jetty-*-all.jar");
    }

    /**
     * The archive with a module for Jetty, to be unpacked into a {@code JETTY_BASE}.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path jettyModule() {
        return only("jetty-handler", "dynamosession-jetty-*-module.zip");
    }

    /**
     * The jar that lies beside one of these for metrics.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path metrics() {
        return only("metrics/export", "dynamosession-metrics-*-all.jar");
    }

    /**
     * The jar that lies beside one of these where values are encrypted.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path encryption() {
        return only("session-encryption", "dynamosession-encryption-*-all.jar");
    }

    /**
     * The tool for operators, which {@code java -jar} runs.
     *
     * @throws IllegalStateException if it was not built
     */
    public static Path commandLine() {
        return only("command-line", "dynamosession-cli-*.jar");
    }

    private static Path only(String module, String pattern) {
        Path target = LocalRuntimes.project().resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(target, pattern)) {
                for (Path file : files) {
                    return file;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no " + pattern + " in " + target + ": build it with \"mvn package -pl "
                + module + " -am -DskipTests\"");
    }
}
