package io.github.dynamosession.jetty;

import io.github.dynamosession.store.dynamodb.DynamoDbSessionsBuilder;
import org.eclipse.jetty.server.Server;

/**
 * For programs with a Jetty inside: keeps the sessions of a server in DynamoDB.
 *
 * <pre>{@code
 * DynamoDbSessions.configure().tableName("http-sessions").callTimeout(Duration.ofSeconds(2)).install(server);
 * }</pre>
 */
public final class DynamoDbSessions extends DynamoDbSessionsBuilder<DynamoDbSessions> {

    private DynamoDbSessions() {}

    /** With every property at its default. */
    public static DynamoDbSessions configure() {
        return new DynamoDbSessions();
    }

    /** Keeps the sessions of all contexts of the server as was set so far; before the server starts. */
    public void install(Server server) {
        server.addBean(new DynamoDbSessionDataStoreFactory(properties(), opener()));
        server.addBean(new DynamoDbSessionCacheFactory());
    }

    @Override
    protected DynamoDbSessions self() {
        return this;
    }
}
