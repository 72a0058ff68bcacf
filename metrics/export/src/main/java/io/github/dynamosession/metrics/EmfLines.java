package io.github.dynamosession.metrics;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.dynamosession.store.Loggers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes lines to where somebody waits for them. */
@FunctionalInterface
interface EmfLines {

    Logger LOG = Loggers.of(EmfLines.class);

    void write(List<String> lines);

    static EmfLines toStandardOutput() {
        return lines -> lines.forEach(System.out::println);
    }

    /**
     * Appends them, and opens the file each time: it may be moved away meanwhile.
     *
     * @throws IOException if this cannot be done now
     */
    static EmfLines to(Path file) throws IOException {
        Files.write(file, List.of(), CREATE, APPEND);
        return lines -> {
            try {
                Files.write(file, lines, CREATE, APPEND);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "figures of sessions are not written to {0} this time: {1}", file, e);
            }
        };
    }
}
