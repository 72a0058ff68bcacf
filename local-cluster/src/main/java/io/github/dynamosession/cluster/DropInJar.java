package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jars that users drop into a container, as the build of this project has made them. */
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

    private static Path only(String module, String pattern) {
        Path target = LocalRuntimes.project().resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, pattern)) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no " + pattern + " in " + target + ": build it with \"mvn package -pl "
                + module + " -am -DskipTests\"");
    }
}
