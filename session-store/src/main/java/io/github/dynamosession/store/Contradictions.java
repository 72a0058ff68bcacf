package io.github.dynamosession.store;

import io.github.dynamosession.store.SessionStoreConfig.Encryption;
import io.github.dynamosession.store.SessionStoreConfig.LockMode;
import java.util.ArrayList;
import java.util.List;

/** Properties that are right each for itself, but not together. */
final class Contradictions {

    private Contradictions() {}

    static List<String> in(SessionStoreConfig config) {
        List<String> violations = new ArrayList<>();
        if (config.attemptTimeout().compareTo(config.callTimeout()) > 0) {
            violations.add("attemptTimeout=" + config.attemptTimeout() + " must not exceed callTimeout="
                    + config.callTimeout());
        }
        if (config.lockMode() == LockMode.SESSION && config.lockLease().compareTo(config.callTimeout()) <= 0) {
            violations.add("lockLease=" + config.lockLease() + " must exceed callTimeout=" + config.callTimeout()
                    + ", or a slow call could outlive its lock");
        }
        if (config.encryption() == Encryption.REQUIRED
                && config.encryptionKeys().isEmpty()) {
            violations.add("encryption=required needs keys: set encryptionKeys, or leave it optional");
        }
        return violations;
    }
}
