package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import java.time.Clock;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a simulation needs of this package that users do not: the store as it is, on another client and clock. */
public final class SimulatedStores {

    private SimulatedStores() {}

    /** The table is not looked at. */
    public static SessionStore open(SessionStoreConfig config, DynamoDbClient client, Clock clock) {
        return DynamoDbSessionStore.using(client, config, clock);
    }

    /** What decides on the attempts of a node's calls, and on the pauses between them. */
    public static RetryStrategy retries(SessionStoreConfig config) {
        return new TimelyRetryStrategy(
                OwnedClient.untimedRetries(config.maxAttempts(), config.callTimeout()),
                config.callTimeout(),
                config.attemptTimeout());
    }
}
