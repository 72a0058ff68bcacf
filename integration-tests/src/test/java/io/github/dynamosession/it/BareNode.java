package io.github.dynamosession.it;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node without a container, of the application {@link Table#APPLICATION}: what a request does to a session, and no more. */
final class BareNode implements AutoCloseable {

    private final SessionStore store;
    private final SessionStoreConfig config;
    private final LocalSessions sessions;

    private BareNode(SessionStore store, SessionStoreConfig config) {
        ClassLoader loader = BareNode.class.getClassLoader();
        this.store = store;
        this.config = config;
        this.sessions = LocalSessions.of(
                store,
                config,
                Optional.empty(),
                ValueRules.forAttributes(config, loader, List.of(), (name, value) -> false),
                ValueRules.forContainerState(config, loader, List.of()),
                ContainerLogin.NONE);
    }

    /** Without indexes, whose units do not depend on what is in a session, and without compression. */
    static BareNode open(URI endpoint, String tableName, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "applicationName", Table.APPLICATION,
                "tableName", tableName,
                "region", "eu-central-1",
                "endpoint", endpoint.toString(),
                "createTable", "true",
                "expiryEvents", "false",
                "userIndex", "false",
                "compression", "none"));
        properties.put("callTimeout", "PT2M"); // the calls are counted: a busy machine must not repeat one
        properties.put("attemptTimeout", "PT1M");
        properties.putAll(more);
        SessionStoreConfig config = SessionStoreConfig.of(properties);
        return new BareNode(DynamoDbSessionStore.open(config), config);
    }

    /** Another node, which has seen nothing yet, with the same client. */
    BareNode another() {
        return new BareNode(store, config);
    }

    /** A request that creates a session. */
    void create(String id, Map<String, ?> attributes) {
        Instant now = Instant.now();
        LocalSession session = sessions.create(
                SessionKey.of(Table.APPLICATION, id), id, new SessionTimes(now, now, Duration.ofMinutes(30)));
        session.attributes().putAll(attributes);
        session.save();
    }

    /** What a request finds of a session. */
    LocalSession join(String id) {
        LocalSession session = sessions.join(SessionKey.of(Table.APPLICATION, id));
        session.refresh();
        return session;
    }

    StoreStatistics spent() {
        return store.statistics();
    }

    @Override
    public void close() {
        store.close();
    }
}
