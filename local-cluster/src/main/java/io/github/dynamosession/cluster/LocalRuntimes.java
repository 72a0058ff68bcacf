package io.github.dynamosession.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build of this module has put the software that the processes run. */
final class LocalRuntimes {

    private static final String PROPERTY = "local.runtimes";
    private static final Path IN_PROJECT = Path.of("local-cluster", "target", "runtimes");

    private LocalRuntimes() {}

    static Path directory(String name) {
        Path directory = root().resolve(name);
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(
                    directory + " is missing: run \"mvn process-resources -pl local-cluster -am\" in the project");
        }
        return directory;
    }

    static Path project() {
        return root().resolve("../../..").normalize();
    }

    private static Path root() {
        String configured = System.getProperty(PROPERTY);
        return configured != null ? Path.of(configured) : aboveWorkingDirectory();
    }

    /** For runs that Maven does not start, those of an IDE. */
    private static Path aboveWorkingDirectory() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(IN_PROJECT))) {
                return at.resolve(IN_PROJECT);
            }
        }
        throw new IllegalStateException("no " + IN_PROJECT + " above the working directory and no system property "
                + PROPERTY + ": run \"mvn process-resources -pl local-cluster -am\" in the project");
    }
}
