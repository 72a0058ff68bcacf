package io.github.dynamosession.cli;

import io.github.dynamosession.store.kms.KmsDataKeys;
import io.github.dynamosession.store.payload.KeySetText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file with a key set, which nodes may read at any moment: it is replaced whole, and only its owner may read it.
 *
 * @param kms for key sets that are encrypted
 */
record KeySetFile(Path path, KmsDataKeys kms) {

    /** @throws IllegalArgumentException if it holds no key set */
    KeySetText read() throws IOException {
        return KeySetText.parse(Files.readString(path), kms::decrypt);
    }

    /** @throws FileAlreadyExistsException rather than lose the keys that are there */
    void create(KeySetText keys) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "it exists");
        }
        write(keys);
    }

    void write(KeySetText keys) throws IOException {
        Path whole = Files.createTempFile(path.toAbsolutePath().getParent(), ".keys", "", ownersOnly(path));
        try {
            Files.writeString(whole, keys.toText() + "\n");
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
