package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.StoreStatistics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a load balancer is told in front of a web application. */
class ReadinessTest {

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final AtomicInteger served = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private static DynamoDbSessions configured() {
        return DynamoDbSessions.configure()
                .tableName("core")
                .createTable(true)
                .region("eu-central-1")
                .endpoint(DynamoDbLocal.shared().endpoint());
    }

    private ContextHandler webapp(String path) {
        SessionHandler sessions = new SessionHandler();
        sessions.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                served.incrementAndGet();
                request.getSession(true).setAttribute("user", "ann");
                Content.Sink.write(response, true, "the application", callback);
                return true;
            }
        });
        return new ContextHandler(sessions, path);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getURI().getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static DynamoDbSessionDataStore storeOf(ContextHandler context) {
        return (DynamoDbSessionDataStore)
                context.getDescendant(SessionHandler.class).getSessionCache().getSessionDataStore();
    }

    @Test
    void theQuestionCostsNoCallAndReachesNoApplication() throws Exception {
        configured()
                .readinessPath("/health/ready")
                .expiryEvents(false) // which make calls of their own
                .install(server); // before it has a handler
        ContextHandler shop = webapp("/shop");
        server.setHandler(shop);
        server.start();
        String cookie = get("/shop/page").headers().firstValue("Set-Cookie").orElseThrow();
        StoreStatistics before = storeOf(shop).statistics();

        HttpResponse<String> answer = get("/shop/health/ready", "Cookie", cookie.replaceFirst(";.*", ""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ready\n");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(served).hasValue(1);
        assertThat(storeOf(shop).statistics()).isEqualTo(before);
    }

    @Test
    void withoutThePropertyThePathIsTheApplications() throws Exception {
        configured().install(server);
        server.setHandler(webapp("/"));
        server.start();

        assertThat(get("/ready").body()).isEqualTo("the application");
        assertThat(server.getDescendants(ReadinessHandler.class))
                .as("a handler that has no part in anything")
                .isEmpty();
    }

    @Test
    void aContextThatNamesAPathOfItsOwnWhereTheServerHasNoneIsRefused() throws Exception {
        configured().install(server);
        ContextHandler shop = webapp("/shop");
        shop.setAttribute("jetty.session.dynamodb.readinessPath", "/ready");
        server.setHandler(shop);

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("sessions of /shop: ", "readinessPath=/ready needs", "that has it");
    }

    @Test
    void eachApplicationAnswersForItselfWhileItRuns() throws Exception {
        ContextHandler shop = webapp("/shop");
        ContextHandler ofAHost = webapp("/");
        ofAHost.setVirtualHosts(List.of("shop.example"));
        server.setHandler(new ContextHandlerCollection(shop, ofAHost));
        configured().readinessPath("/ready").install(server);
        server.start();
        assertThat(get("/shop/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode())
                .as("of a host that has no such application")
                .isEqualTo(404);

        shop.stop();
        assertThat(get("/shop/ready").statusCode()).isEqualTo(404);

        shop.start();
        assertThat(get("/shop/ready").statusCode()).isEqualTo(200);
        shop.setAvailable(false);
        assertThat(get("/shop/ready").statusCode()).isEqualTo(503);
        assertThat(served).hasValue(0);
    }

    @Test
    void aServerThatIsStartedAgainAnswersAgain() throws Exception {
        configured().readinessPath("/ready").install(server);
        server.setHandler(webapp("/"));
        server.start();
        server.stop();

        server.start();

        assertThat(get("/ready").body()).isEqualTo("ready\n");
        assertThat(server.getDescendants(ReadinessHandler.class)).hasSize(1);
    }

    /** The property would be without effect, and a load balancer would get what the application says there. */
    @Test
    void aFactoryThatCameTooLateToTheServerRefusesThePath() throws Exception {
        ContextHandlerCollection contexts = new ContextHandlerCollection(true);
        server.setHandler(contexts);
        server.start();
        configured().readinessPath("/ready").install(server);
        ContextHandler late = webapp("/late");
        contexts.addHandler(late);

        assertThatThrownBy(late::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("sessions of /late: ", "readinessPath=/ready needs", "before it starts");
    }
}
