package io.github.dynamosession.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What this machine has on its {@code PATH}. Tests fetch no programs: one is there, or the test is skipped. */
public final class Programs {

    private Programs() {}

    /** The first of that name. */
    public static Optional<Path> onPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end. Fails the test with what it has printed, if its exit status is not 0. */
    public static void requireSuccess(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            fail(output);
        }
    }

    /** Skips the test and says so; where everything has to be tested ({@code CI} is set), fails it. */
    public static <T> T missing(String message) {
        System.err.println(message);
        return System.getenv("CI") != null ? fail(message) : abort(message);
    }
}
