package io.github.dynamosession.it;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.util.Map;

/** A node of a moment, with nothing but a drop-in jar on its class path: asks for one session. */
final class OneLoad {

    private OneLoad() {}

    /** @param arguments the table, and where DynamoDB is */
    public static void main(String... arguments) {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of(
                "applicationName",
                "/shop",
                "region",
                "eu-central-1",
                "tableName",
                arguments[0],
                "endpoint",
                arguments[1],
                "callTimeout",
                "PT20S",
                "attemptTimeout",
                "PT10S"));
        try (SessionStore store = DynamoDbSessionStore.open(config)) {
            System.out.println(store.load(SessionKey.of("/shop", "0123456789ABCDEF")));
        }
    }
}
