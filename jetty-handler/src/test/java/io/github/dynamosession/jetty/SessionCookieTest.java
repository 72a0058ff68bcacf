package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.SessionCookieContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/cookies.md} says of Jetty. */
class SessionCookieTest extends SessionCookieContract {

    private final List<CoreNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(CoreNode::close);
    }

    /** With servlets Jetty asks the request, and not the connection: the tests of the Spring Boot starter have that. */
    @Test
    void byDefaultScriptsCanReadItAndWithoutServletsOnlyTlsOfTheNodeItselfMakesItSecure() throws Exception {
        URI node = start(sessions -> {});

        assertThat(cookie(visit(node, "X-Forwarded-Proto", "https"))).matches("JSESSIONID=[\\w.]+; Path=/");
    }

    @Override
    protected URI startWithCookieOfTheHost() throws Exception {
        return start(SessionCookieTest::hostOnly);
    }

    private static void hostOnly(SessionHandler sessions) {
        sessions.setSessionCookie("__Host-SHOP");
        sessions.setSessionPath("/");
        sessions.setSecureCookies(true);
        sessions.setHttpOnly(true);
        sessions.setSameSite(SameSite.LAX);
    }

    /** Behind a balancer that ends TLS: it says so in a header. */
    private URI start(Consumer<SessionHandler> settings) throws Exception {
        CoreNode node = CoreNode.start(DynamoDbLocal.shared(), new Visits());
        nodes.add(node);
        node.server().stop();
        settings.accept(node.sessions());
        node.server()
                .getConnectors()[0]
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .addCustomizer(new ForwardedRequestCustomizer());
        node.server().start();
        return node.uri("/");
    }

    private static final class Visits extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Session session = request.getSession(true);
            int visits = session.getAttribute("visits") instanceof Integer earlier ? earlier + 1 : 1;
            session.setAttribute("visits", visits);
            if (Request.getPathInContext(request).equals("/change-id")) {
                session.renewId(request, response);
            }
            Content.Sink.write(response, true, Integer.toString(visits), callback);
            return true;
        }
    }
}
