package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReferenceTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("KEY", KEY, "SPACED", "  " + KEY + "\n", "SHORT", KEY.substring(1), "BLANK", " ".repeat(40));

    @TempDir
    private Path directory;

    private static byte[] resolve(String reference) {
        return KeyReference.resolve(reference, ENVIRONMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:KEY", "env:SPACED"})
    void keyIsInTheEnvironmentWithoutWhiteSpaceAroundIt(String reference) {
        assertThat(resolve(reference)).asString(StandardCharsets.UTF_8).isEqualTo(KEY);
    }

    @Test
    void keyIsInAFileWithoutTheLastLineBreak() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), KEY + "\r\n");

        assertThat(resolve("file:" + file)).asString(StandardCharsets.UTF_8).isEqualTo(KEY);
    }

    @Test
    void fileMayHoldAnyBytes() throws IOException {
        byte[] key = new byte[256];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i + 128);
        }

        assertThat(resolve("file:" + Files.write(directory.resolve("key"), key)))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"env:SHORT", "env:BLANK", "env:NOT_THERE", "env:", "file:", "file:/not/there", "file:/", KEY, ""
            })
    void whatIsNotThereOrCanBeGuessedIsRefused(String reference) {
        assertThatIllegalArgumentException().isThrownBy(() -> resolve(reference));
    }

    /** Someone has typed the key where its reference belongs. */
    @Test
    void violationShowsNoKey() {
        assertThat(KeyReference.shown(KEY)).doesNotContain(KEY);
        assertThat(KeyReference.shown("env:KEY")).isEqualTo("env:KEY");
        assertThat(KeyReference.shown("file:/key")).isEqualTo("file:/key");
    }
}
