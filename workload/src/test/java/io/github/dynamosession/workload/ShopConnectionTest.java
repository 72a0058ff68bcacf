package io.github.dynamosession.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.dynamosession.workload.Outcome.Answer;
import io.github.dynamosession.workload.Outcome.Failure;
import io.github.dynamosession.workload.Outcome.Refusal;
import io.github.dynamosession.workload.Shop.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(300);
    private static final String STATE = """
            {"node": "a", "visit": "run.1.1.1", "user": "ada", "counter": 3, "cart": {"teapot": 1, "lamp": 2},
             "notes": {"mon": "text"}}
            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.stop(0);
    }

    @Test
    void anAnswerShowsWhatIsInTheSessionAndNothingElse() {
        Reply reply = look(PATIENCE, exchange -> answer(exchange, 200, STATE));

        Map<String, String> values =
                Map.of("user", "ada", "counter", "3", "cart", "{lamp=2, teapot=1}", "note.mon", "text");
        assertThat(reply.outcome()).isEqualTo(new Answer("a", 0, new State("run.1.1.1", values)));
        assertThat(reply.failedOver()).isFalse();
    }

    @Test
    void withoutASessionThereIsNothing() {
        String none = """
                {"node": "a", "counter": 0, "cart": {}, "notes": {}}
                """;

        assertThat(look(PATIENCE, exchange -> answer(exchange, 200, none)).outcome())
                .isEqualTo(new Answer("a", 0, State.NONE));
    }

    @Test
    void looksAreSafeToRepeatAndChangesAreNot() {
        HttpHandler methodAsStatus =
                exchange -> answer(exchange, exchange.getRequestMethod().equals("GET") ? 501 : 502, "");

        assertThat(send(Request.look(), PATIENCE, methodAsStatus).outcome()).isEqualTo(new Failure("501"));
        assertThat(send(Request.logout(), PATIENCE, methodAsStatus).outcome()).isEqualTo(new Failure("502"));
    }

    @Test
    void ofSeveralSessionCookiesTheLastCounts() {
        Reply reply = look(PATIENCE, exchange -> {
            exchange.getResponseHeaders()
                    .put(
                            "Set-Cookie",
                            List.of("JSESSIONID=one; Path=/", "JSESSIONID=two; Path=/; HttpOnly", "OTHER=x"));
            answer(exchange, 200, STATE);
        });

        assertThat(reply.sessionId()).contains("two");
    }

    @Test
    void theSessionIdIsSentAndTheBalancersHeaderHeard() {
        Reply reply = look(PATIENCE, exchange -> {
            boolean known = exchange.getRequestHeaders().getFirst("Cookie").equals("JSESSIONID=mine");
            exchange.getResponseHeaders().add("X-Failed-Over", "true");
            answer(exchange, known ? 200 : 400, STATE);
        });

        assertThat(reply.outcome()).isInstanceOf(Answer.class);
        assertThat(reply.failedOver()).isTrue();
    }

    @Test
    void aConflictIsARefusal() {
        assertThat(look(PATIENCE, exchange -> answer(exchange, 409, STATE)).outcome())
                .isEqualTo(new Refusal("a"));
    }

    @Test
    void anyOtherStatusIsAFailure() {
        assertThat(look(PATIENCE, exchange -> answer(exchange, 503, STATE)).outcome())
                .isEqualTo(new Failure("503"));
    }

    @Test
    void whatIsNoStateOfTheShopIsAFailure() {
        assertThat(look(PATIENCE, exchange -> answer(exchange, 200, "<html>")).outcome())
                .isEqualTo(new Failure("not an answer of the shop"));
        assertThat(look(PATIENCE, exchange -> answer(exchange, 200, "{}")).outcome())
                .isEqualTo(new Failure("not an answer of the shop"));
    }

    @Test
    void aBrokenConnectionIsAFailure() {
        assertThat(look(PATIENCE, HttpExchange::close).outcome()).isEqualTo(new Failure("connection broken"));
    }

    @Test
    void aNodeThatIsSilentIsAFailureInGoodTime() {
        assertThat(look(LITTLE_PATIENCE, exchange -> {}).outcome()).isEqualTo(new Failure("timed out"));
    }

    /** A node that is paused in the middle of an answer. */
    @Test
    void aNodeThatFallsSilentInTheBodyIsAFailureInGoodTime() {
        Reply reply = look(LITTLE_PATIENCE, exchange -> {
            exchange.sendResponseHeaders(200, STATE.length());
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });

        assertThat(reply.outcome()).isEqualTo(new Failure("timed out"));
    }

    private Reply look(Duration timeout, HttpHandler shop) {
        return send(Request.look(), timeout, shop);
    }

    private Reply send(Request request, Duration timeout, HttpHandler shop) {
        server.createContext("/", shop);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Reply reply = new ShopConnection(address, timeout)
                .send(request, Optional.of("mine"))
                .join();
        server.removeContext("/");
        return reply;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
