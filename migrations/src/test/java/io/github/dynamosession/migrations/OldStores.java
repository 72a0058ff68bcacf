package io.github.dynamosession.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The servers that old systems keep sessions in, each started when it is asked for. */
final class OldStores implements AutoCloseable {

    /** One that all nodes of a system share. */
    Path directory() {
        try {
            return Files.createDirectories(Path.of("target", "old-sessions").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
