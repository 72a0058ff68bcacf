package io.github.dynamosession.jetty;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** A Jetty with its own session handler, without servlets, whose sessions are in DynamoDB. */
final class CoreNode implements AutoCloseable {

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SessionHandler sessions = new SessionHandler();

    private CoreNode(Handler application, Map<String, String> properties) {
        server.addBean(new DynamoDbSessionDataStoreFactory(properties));
        server.addBean(new DynamoDbSessionCacheFactory());
        sessions.setHandler(application);
        server.setHandler(new ContextHandler(sessions, "/"));
    }

    static CoreNode start(DynamoDbLocal dynamoDb, Handler application) throws Exception {
        return start(dynamoDb, application, Map.of());
    }

    /** With short time-outs, for a store that will not answer. */
    static CoreNode startImpatient(DynamoDbLocal dynamoDb, Handler application) throws Exception {
        return start(dynamoDb, application, Map.of("callTimeout", "PT2S", "attemptTimeout", "PT1S"));
    }

    static CoreNode start(DynamoDbLocal dynamoDb, Handler application, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tableName", "core",
                "createTable", "true",
                "region", "eu-central-1",
                "expiryEvents", "false",
                "endpoint", dynamoDb.endpoint().toString()));
        properties.put("callTimeout", "PT10S"); // a laden machine is no outage
        properties.put("attemptTimeout", "PT5S");
        properties.putAll(more);
        CoreNode node = new CoreNode(application, properties);
        node.server.start();
        return node;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return server.getURI().getPort();
    }

    Server server() {
        return server;
    }

    SessionHandler sessions() {
        return sessions;
    }

    DynamoDbSessionDataStore store() {
        return (DynamoDbSessionDataStore) sessions.getSessionCache().getSessionDataStore();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
