package io.github.dynamosession.store.payload;

import io.github.dynamosession.encryption.KeySet;
import java.util.Optional;

/** Key sets of nodes, as tests want them. */
public final class TestKeys {

    private TestKeys() {}

    /** A node's keys, which stay the same. */
    public static Optional<EncryptionKeys> of(KeySet keys) {
        return Optional.of(new EncryptionKeys(keys::toJson, KeySet::parse, System::nanoTime));
    }

    /** The same set with a new key in it. */
    public static KeySet promoted(KeySet keys) {
        KeySet more = keys.withNewKey();
        return more.withPrimary(more.keys().get(more.keys().size() - 1).id());
    }
}
