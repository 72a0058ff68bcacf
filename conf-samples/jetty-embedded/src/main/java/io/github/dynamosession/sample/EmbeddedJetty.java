package io.github.dynamosession.sample;

import io.github.dynamosession.jetty.DynamoDbSessions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionIdManager;

/**
 * A Jetty in a main method. Start it on two ports: each goes on with the cart that the other one began.
 *
 * <pre>
 * java -jar jetty-embedded.jar 8081
 * curl -b cookies -c cookies -d item=tea localhost:8081/cart
 * </pre>
 *
 * <p>Credentials, and region and endpoint if they are not set here, come from the AWS SDK's provider chains.
 */
public final class EmbeddedJetty {

    private EmbeddedJetty() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

        // this puts the sessions of all contexts into DynamoDB; leave createTable out where the table comes from
        // infrastructure as code
        DynamoDbSessions.configure()
                .tableName("http-sessions")
                .createTable(true)
                .install(server);
        server.addBean(idsWithoutNodeName(server));

        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addServlet(CartServlet.class, "/cart");
        server.setHandler(context);
        server.start();
        server.join();
    }

    /** Jetty would name the node in the cookie, and set it anew whenever a session moves to another node. */
    private static DefaultSessionIdManager idsWithoutNodeName(Server server) {
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName("");
        return ids;
    }
}
