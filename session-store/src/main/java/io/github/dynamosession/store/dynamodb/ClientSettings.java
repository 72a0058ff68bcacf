package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStoreConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a client of our own is made of: applications whose settings are equal share one. Its credentials are those that
 * the AWS SDK finds for the JVM.
 */
record ClientSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        Duration callTimeout,
        Duration attemptTimeout,
        int maxAttempts) {

    static ClientSettings of(SessionStoreConfig config) {
        return new ClientSettings(
                config.region(),
                config.endpoint(),
                config.callTimeout(),
                config.attemptTimeout(),
                config.maxAttempts());
    }
}
