package io.github.dynamosession.store.payload;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that reads key sets is optional, and is not on the class path here. */
class EncryptionJarTest {

    @TempDir
    private Path directory;

    /** Going on in clear is not what the operator has asked for. */
    @Test
    void keysWithoutTheJarThatReadsThemStopTheStart() throws IOException {
        Path file = Files.writeString(
                directory.resolve("keys"), "not read before the jar is there, and longer than 32 bytes");
        SessionStoreConfig config =
                SessionStoreConfig.of(Map.of("applicationName", "shop", "encryptionKeys", "file:" + file));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptionKeys.open(config))
                .withMessageContaining("encryptionKeys=file:" + file
                        + " needs the jar of dynamosession-encryption beside that of the sessions, in the same directory"
                        + " (docs/security.md): put it there");
    }
}
