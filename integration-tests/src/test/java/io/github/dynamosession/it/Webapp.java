package io.github.dynamosession.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The test web application as deployed on a node under some name.
 *
 * @param store how its sessions are kept; empty: by the container itself, as without us
 * @param sharesCookie its session cookie is that of the whole host, and it may dispatch to others that share it
 */
record Webapp(String name, Optional<StoreProperties> store, boolean sharesCookie) {

    static final Path FILES = Path.of("target", "test-webapp").toAbsolutePath();

    static Webapp of(String name, StoreProperties store) {
        return new Webapp(name, Optional.of(store), false);
    }

    static Webapp withSessionsOfTheContainer(String name) {
        return new Webapp(name, Optional.empty(), false);
    }

    /** Whether a node with these needs the jar for encryption. */
    static boolean anyEncrypts(List<Webapp> webapps) {
        return webapps.stream().flatMap(webapp -> webapp.store().stream()).anyMatch(store -> store.byName()
                .containsKey("encryptionKeys"));
    }

    Webapp sharingItsCookie() {
        return new Webapp(name, store, true);
    }
}
