package io.github.dynamosession.it.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs to its end. */
record Command(List<String> words, Map<String, String> environment, Path directory) {

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Path.of("."));
    }

    /**
     * What it has printed.
     *
     * @throws IllegalStateException with what it has printed, if its exit status is not 0
     */
    String run() {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
