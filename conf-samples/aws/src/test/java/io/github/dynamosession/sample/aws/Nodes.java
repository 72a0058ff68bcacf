package io.github.dynamosession.sample.aws;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What nodes do with the table. */
final class Nodes {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final UserKey ANN = UserKey.ofIndexValue("shop#ann");

    private Nodes() {}

    /** Time-outs fit for a busy machine. */
    static SessionStore open(URI endpoint, String tableName, boolean createTable) {
        return DynamoDbSessionStore.open(config(endpoint, tableName, createTable));
    }

    /** What the tool for operators has. */
    static DynamoDbSessionStore connect(URI endpoint, String tableName) {
        return DynamoDbSessionStore.connect(config(endpoint, tableName, false));
    }

    static SessionStoreConfig config(URI endpoint, String tableName, boolean createTable) {
        return SessionStoreConfig.of(Map.of(
                "applicationName", "shop",
                "tableName", tableName,
                "region", "us-east-1",
                "endpoint", endpoint.toString(),
                "createTable", String.valueOf(createTable),
                "callTimeout", "PT20S",
                "attemptTimeout", "PT10S"));
    }

    static SessionKey newKey() {
        return SessionKey.of("shop", UUID.randomUUID().toString());
    }

    static StoredSession session(Instant created) {
        Instant millis = created.truncatedTo(ChronoUnit.MILLIS);
        return new StoredSession(
                0, new SessionTimes(millis, millis, IDLE), Map.of("cart", new byte[] {1}), Map.of(), Optional.of(ANN));
    }

    /** A session that expired long before any sweep looks for it. */
    static SessionKey createExpired(SessionStore store) {
        SessionKey key = newKey();
        store.create(key, session(Instant.now().minus(Duration.ofHours(2))), "token");
        return key;
    }

    static List<SessionKey> expired(SessionStore store, SessionKey like) {
        return store.findExpired(like.shard(), Instant.now(), Optional.empty(), 10)
                .keys();
    }
}
