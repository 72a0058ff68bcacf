package io.github.dynamosession.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.Programs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The npm of this machine, in the folder of the site. What it says is in a file, as the streams of a test are Surefire's. */
final class Npm {

    private static final String MISSING =
            "NO TEST OF THE SITE: there is no npm on the PATH; on Debian: apt-get install nodejs npm";
    private static final String OFFLINE =
            "NO TEST OF THE SITE: npm cannot fetch the packages of site/package-lock.json:\n";
    private static final Path SITE = Path.of("").toAbsolutePath();
    private static final Path LOCK = SITE.resolve("package-lock.json");
    private static final Path INSTALLED = SITE.resolve("node_modules/.package-lock.json");
    private static final Path LOG = SITE.resolve("target/npm.log");
    private static final long MINUTES = 10;

    private final Path program = Programs.onPath("npm").orElseGet(() -> Programs.missing(MISSING));

    /** Skips the test if the packages cannot be had; where everything has to be tested, fails it. */
    void install() throws IOException, InterruptedException {
        boolean upToDate = Files.exists(INSTALLED)
                && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK)) >= 0;
        if (!upToDate && !run("ci", "--prefer-offline", "--ignore-scripts")) {
            Programs.missing(OFFLINE + Files.readString(LOG));
        }
    }

    void build() throws IOException, InterruptedException {
        assertThat(run("run", "build")).as(() -> "npm run build, see " + LOG).isTrue();
    }

    private boolean run(String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(LOG.getParent());
        Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(SITE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(LOG.toFile()))
                .start();
        try {
            process.getOutputStream().close();
            return process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
