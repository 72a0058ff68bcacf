package io.github.dynamosession.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.encryption.KeySetText;
import io.github.dynamosession.encryption.KmsDataKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one file without which all sessions are lost. */
class KeySetFileTest {

    @TempDir
    private Path directory;

    private Path path;
    private KeySetFile file;

    @BeforeEach
    void locate() {
        path = directory.resolve("keys");
        file = new KeySetFile(path, new KmsDataKeys(Optional.empty(), Duration.ofSeconds(1)));
    }

    private static KeySetText keys() {
        return new KeySetText(KeySet.create(), Optional.empty());
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void assertNothingElseThere() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void newFileIsItsOwnersAlone() throws IOException {
        KeySetText keys = keys();

        file.create(keys);

        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(file.read().toText()).isEqualTo(keys.toText());
        assertNothingElseThere();
    }

    @Test
    void replacedFileHasTheNewKeysAndThePermissionsOfBefore() throws IOException {
        file.create(keys());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        KeySetText next = keys();

        file.write(next);

        assertThat(file.read().toText()).isEqualTo(next.toText());
        assertThat(permissions()).isEqualTo("rw-r-----");
        assertNothingElseThere();
    }

    /** Nodes run as another user, and could not read a file of root's. */
    @Test
    void fileStaysItsOwnersWhenRootReplacesIt() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
        file.create(keys());
        UserPrincipal owner =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(path, owner);

        file.write(keys());

        assertThat(Files.getOwner(path)).isEqualTo(owner);
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void fileThatIsThereIsNotReplacedByANewOne() throws IOException {
        Files.writeString(path, "the only keys");

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> file.create(keys()));

        assertThat(path).content().isEqualTo("the only keys");
    }

    private static boolean result(Future<Boolean> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** One of them would encrypt by keys that are nowhere any more. */
    @Test
    void ofTwoWhoCreateItAtOnceOneIsRefused() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 50; round++) {
                Callable<Boolean> create = () -> {
                    try {
                        file.create(keys());
                        return true;
                    } catch (FileAlreadyExistsException e) {
                        return false;
                    }
                };
                long created = both.invokeAll(List.of(create, create)).stream()
                        .filter(KeySetFileTest::result)
                        .count();
                assertThat(created).isOne();
                Files.delete(path);
            }
        } finally {
            both.shutdown();
        }
    }
}
