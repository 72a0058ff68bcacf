package io.github.dynamosession.cli;

import io.github.dynamosession.encryption.KeySetText;
import io.github.dynamosession.encryption.KmsDataKeys;
import io.github.dynamosession.store.Loggers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A file with a key set, which nodes may read at any moment: it is replaced whole, and only its owner may read it.
 *
 * @param kms for key sets that are encrypted
 */
record KeySetFile(Path path, KmsDataKeys kms) {

    private static final Logger LOG = Loggers.of(KeySetFile.class);

    /** @throws IllegalArgumentException if it holds no key set */
    KeySetText read() throws IOException {
        return KeySetText.parse(Files.readString(path), kms::decrypt);
    }

    /** @throws FileAlreadyExistsException rather than lose the keys that are there */
    void create(KeySetText keys) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly())) {
            fill(file, keys);
        }
        syncDirectory();
    }

    /**
     * Replaces the keys. The file stays its owner's, whoever runs this: nodes have to read it. Its bytes are on the disk
     * before its name is given to them: a machine that loses its power in between must not come back with an empty file.
     */
    void write(KeySetText keys) throws IOException {
        Path whole = Files.createTempFile(directory(), ".keys", "", ownersOnly());
        try {
            try (FileChannel file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                fill(file, keys);
            }
            if (isPosix()) {
                takeOver(Files.readAttributes(path, PosixFileAttributes.class), whole);
            }
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
        syncDirectory();
    }

    private static void fill(FileChannel file, KeySetText keys) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(keys.toText() + "\n");
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(true);
    }

    /** The owner last: who has given a file away may not change it any more. */
    private static void takeOver(PosixFileAttributes present, Path whole) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
        view.setPermissions(present.permissions());
        PosixFileAttributes ours = view.readAttributes();
        if (!ours.group().equals(present.group())) {
            view.setGroup(present.group());
        }
        if (!ours.owner().equals(present.owner())) {
            view.setOwner(present.owner());
        }
    }

    /** The new name in it. Not every system can: then it is there a little later. */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(directory(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the directory of {0} cannot be synced: {1}", path, e);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownersOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
