package io.github.dynamosession.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BalancerTest {

    private static final String STICKY = "JSESSIONID=0123456789ABCDEF.one";

    private final List<Undertow> nodes = new ArrayList<>();
    private final BackendPool pool = new BackendPool();
    private final HttpClient client = HttpClient.newHttpClient();

    private final AccessLog log = new AccessLog();

    @AutoClose
    private final Balancer balancer =
            Balancer.start(0, pool, log, exchange -> exchange.setStatusCode(StatusCodes.ACCEPTED));

    @AfterEach
    void stopNodes() {
        nodes.forEach(Undertow::stop);
    }

    @Test
    void takesNodesInTurnWhateverTheSessionCookieSays() throws Exception {
        node(answering("one"));
        node(answering("two"));

        List<String> served = List.of(get().body(), get().body(), get().body(), get().body());

        assertThat(served).containsExactlyInAnyOrder("one", "one", "two", "two");
        assertThat(served.get(0)).isNotEqualTo(served.get(1));
    }

    @Test
    void sendsAnyRequestToAnotherNodeWhenOneTakesNoConnections() throws Exception {
        node(answering("alive"));
        Undertow dead = node(answering("dead"));
        dead.stop();

        List<HttpResponse<String>> answers = List.of(post(), post());

        assertThat(answers).extracting(HttpResponse::body).containsOnly("alive");
        assertThat(answers)
                .filteredOn(answer ->
                        answer.headers().firstValue(BackendPool.FAILED_OVER).isPresent())
                .hasSize(1);
    }

    @Test
    void repeatsAReadThatWasOnItsWayToANodeThatDied() throws Exception {
        node(answering("alive"));
        AtomicInteger reached = new AtomicInteger();
        node(dying(reached));

        assertThat(List.of(get(), get())).extracting(HttpResponse::body).containsOnly("alive");
        assertThat(reached).hasPositiveValue();
    }

    @Test
    void neverRepeatsAChangeThatWasOnItsWayToANodeThatDied() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        node(dying(reached));
        node(dying(reached));

        assertThat(post().statusCode()).isEqualTo(StatusCodes.SERVICE_UNAVAILABLE);
        assertThat(reached).hasValue(1);
    }

    @Test
    void keepsTheControlOfNodesToItself() throws Exception {
        node(answering("shop"));

        URI control = balancer.address().resolve("/_demo/nodes");
        HttpRequest request = HttpRequest.newBuilder(control).build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(StatusCodes.ACCEPTED);
    }

    @Test
    void remembersWhichNodeServedASessionLastAndForWhichBrowserBeforeTheClientHasItsAnswer() throws Exception {
        node(naming("ann-at-home", "one"));

        client.send(request().header("User-Agent", "a browser").build(), BodyHandlers.discarding());

        assertThat(log.sessions()).containsExactly(entry("ann-at-home", Map.of("node", "one", "browser", "a browser")));
    }

    private Undertow node(HttpHandler handler) {
        Undertow node = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(handler)
                .build();
        node.start();
        nodes.add(node);
        InetSocketAddress bound =
                (InetSocketAddress) node.getListenerInfo().get(0).getAddress();
        pool.add(URI.create("http://127.0.0.1:" + bound.getPort()));
        return node;
    }

    private static HttpHandler answering(String text) {
        return exchange -> exchange.getResponseSender().send(text);
    }

    private static HttpHandler naming(String session, String node) {
        return exchange -> {
            exchange.getResponseHeaders().put(new HttpString("X-Session-Handle"), session);
            exchange.getResponseHeaders().put(new HttpString("X-Node"), node);
        };
    }

    private static HttpHandler dying(AtomicInteger reached) {
        return (HttpServerExchange exchange) -> {
            reached.incrementAndGet();
            exchange.getConnection().close();
        };
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return client.send(request().GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return client.send(request().POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(balancer.address())
                .version(HttpClient.Version.HTTP_1_1)
                .header("Cookie", STICKY);
    }
}
