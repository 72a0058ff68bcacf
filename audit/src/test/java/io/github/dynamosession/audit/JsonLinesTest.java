package io.github.dynamosession.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesTest {

    private static final SessionEvent EVENT =
            new SessionEvents("http-sessions", 1).gap("gap-1", Instant.EPOCH, "a shard was deleted");

    @TempDir
    private Path folder;

    @Test
    void eachEventIsALineAndAFileGoesOn() throws Exception {
        Path file = folder.resolve("trail");
        for (int i = 0; i < 2; i++) {
            try (JsonLines lines = JsonLines.to(file)) {
                lines.write(List.of(EVENT, EVENT));
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(4).containsOnly(EVENT.toJson());
    }

    /** By a process that was killed while it wrote. */
    @Test
    void halfALineIsCutOff() throws Exception {
        Path file = folder.resolve("trail");
        Files.writeString(file, EVENT.toJson() + "\n{\"time\":17637");

        try (JsonLines lines = JsonLines.to(file)) {
            lines.write(List.of(EVENT));
        }

        assertThat(Files.readAllLines(file)).containsExactly(EVENT.toJson(), EVENT.toJson());
    }

    @Test
    void eachEventIsPrinted() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        JsonLines.to(new PrintStream(printed, false, StandardCharsets.UTF_8)).write(List.of(EVENT));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(EVENT.toJson() + "\n");
    }
}
