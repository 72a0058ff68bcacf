package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Jetty's own session handler, without servlets. */
class CoreSessionHandlerTest {

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Server server : servers) {
            server.stop();
        }
    }

    @Test
    void aSessionRoamsBetweenServers() throws Exception {
        Server left = start(DynamoDbLocal.shared(), new ContextHandler(new SessionHandler(), "/"));
        Server right = start(DynamoDbLocal.shared(), new ContextHandler(new SessionHandler(), "/"));
        assertThat(visit(left).body()).isEqualTo("1");
        assertThat(visit(right).body()).isEqualTo("2");
        assertThat(visit(left).body()).isEqualTo("3");
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldToTheClientWhoseSessionIsThereAfterwards() throws Exception {
        try (DynamoDbLocal own = DynamoDbLocal.start()) {
            Server server = start(own, new ContextHandler(new SessionHandler(), "/"));
            assertThat(visit(server).body()).isEqualTo("1");
            own.pause();
            HttpResponse<String> unavailable = visit(server);
            own.resume();
            await().atMost(Duration.ofMinutes(1)).until(() -> visitOfAStranger(server) == 200);

            assertThat(unavailable.statusCode()).isEqualTo(503);
            assertThat(unavailable.headers().map()).containsKey("retry-after").doesNotContainKey("set-cookie");
            assertThat(visit(server).body()).isEqualTo("2");
        }
    }

    @Test
    void anIdThatNobodyKnowsGivesWayToANewSession() throws Exception {
        Server server = start(DynamoDbLocal.shared(), new ContextHandler(new SessionHandler(), "/"));
        HttpRequest stale = HttpRequest.newBuilder(uri(server))
                .header("Cookie", "JSESSIONID=node01234567890abcdefghijk0.node0")
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(stale, BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("1");
        assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
    }

    @Test
    void aSessionRoamsBetweenAClientOfOursAndOneOfTheProgramWhichStaysOpen() throws Exception {
        URI endpoint = DynamoDbLocal.shared().endpoint();
        try (DynamoDbClient ofTheProgram = DynamoDbClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(endpoint)
                .build()) {
            Server left = server(new ContextHandler(new SessionHandler(), "/"));
            Server right = server(new ContextHandler(new SessionHandler(), "/"));
            typed().region("eu-central-1").endpoint(endpoint).install(left);
            typed().client(ofTheProgram).install(right);
            left.start();
            right.start();

            assertThat(visit(left).body()).isEqualTo("1");
            assertThat(visit(right).body()).isEqualTo("2");
            assertThat(visit(left).body()).isEqualTo("3");

            right.stop();
            assertThat(ofTheProgram.listTables().tableNames()).contains("core");
        }
    }

    private static DynamoDbSessions typed() {
        return DynamoDbSessions.configure()
                .tableName("core")
                .createTable(true)
                .callTimeout(Duration.ofSeconds(10))
                .attemptTimeout(Duration.ofSeconds(5));
    }

    @Test
    void withoutAContextTheServerDoesNotStart() {
        assertThatThrownBy(() -> start(DynamoDbLocal.shared(), new SessionHandler()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("need a ContextHandler around the SessionHandler");
    }

    private Server start(DynamoDbLocal dynamoDb, Handler.Singleton sessions) throws Exception {
        Server server = server(sessions);
        server.addBean(new DynamoDbSessionDataStoreFactory(Map.of(
                "tableName", "core",
                "createTable", "true",
                "region", "eu-central-1",
                "callTimeout", "PT5S", // a laden machine is no outage
                "attemptTimeout", "PT5S",
                "endpoint", dynamoDb.endpoint().toString())));
        server.addBean(new DynamoDbSessionCacheFactory());
        server.start();
        return server;
    }

    private Server server(Handler.Singleton sessions) {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        servers.add(server);
        sessions.getTail().setHandler(new VisitCounter());
        server.setHandler(sessions);
        return server;
    }

    private HttpResponse<String> visit(Server server) throws Exception {
        return browser.send(HttpRequest.newBuilder(uri(server)).build(), BodyHandlers.ofString());
    }

    private static int visitOfAStranger(Server server) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(server)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static URI uri(Server server) {
        return URI.create("http://127.0.0.1:" + server.getURI().getPort() + "/");
    }

    private static final class VisitCounter extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Session session = request.getSession(true);
            int visits = session.getAttribute("visits") instanceof Integer earlier ? earlier + 1 : 1;
            session.setAttribute("visits", visits);
            Content.Sink.write(response, true, Integer.toString(visits), callback);
            return true;
        }
    }
}
