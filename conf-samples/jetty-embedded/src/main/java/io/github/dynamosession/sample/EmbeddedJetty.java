package io.github.dynamosession.sample;

import io.github.dynamosession.jetty.DynamoDbSessionCacheFactory;
import io.github.dynamosession.jetty.DynamoDbSessionDataStoreFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionIdManager;

/**
 * A Jetty in a main method. Start it on two ports: each counts on where the other one stopped.
 *
 * <pre>{@code
 * java ... io.github.dynamosession.sample.EmbeddedJetty 8081
 * }</pre>
 *
 * <p>Credentials, and region and endpoint if they are not set here, come from the AWS SDK's provider chains.
 */
public final class EmbeddedJetty {

    private EmbeddedJetty() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        start(port, Map.of("tableName", "http-sessions", "createTable", "true")).join();
    }

    static Server start(int port, Map<String, String> properties) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

        // these lines put the sessions of all contexts into DynamoDB
        server.addBean(new DynamoDbSessionDataStoreFactory(properties));
        server.addBean(new DynamoDbSessionCacheFactory());
        server.addBean(idsWithoutNodeName(server));

        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addServlet(VisitCounter.class, "/");
        server.setHandler(context);
        server.start();
        return server;
    }

    /** Jetty would name the node in the cookie, and set it anew whenever a session moves to another node. */
    private static DefaultSessionIdManager idsWithoutNodeName(Server server) {
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName("");
        return ids;
    }
}
