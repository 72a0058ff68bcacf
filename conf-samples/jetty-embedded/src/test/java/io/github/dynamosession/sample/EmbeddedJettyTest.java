package io.github.dynamosession.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedJettyTest {

    private static final Map<String, String> PROPERTIES = Map.of(
            "tableName", "embedded",
            "createTable", "true",
            "region", "eu-central-1",
            "endpoint", DynamoDbLocal.shared().endpoint().toString());

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private Server left;
    private Server right;

    @BeforeEach
    void start() throws Exception {
        left = EmbeddedJetty.start(0, PROPERTIES);
        right = EmbeddedJetty.start(0, PROPERTIES);
    }

    @AfterEach
    void stop() throws Exception {
        left.stop();
        right.stop();
    }

    @Test
    void eachServerCountsOnWhereTheOtherStopped() throws Exception {
        assertThat(visit(left)).isEqualTo("visit 1");
        assertThat(visit(right)).isEqualTo("visit 2");
        assertThat(visit(left)).isEqualTo("visit 3");
    }

    @Test
    void aSessionOutlivesTheServerThatMadeIt() throws Exception {
        visit(left);
        left.stop();
        assertThat(visit(right)).isEqualTo("visit 2");
    }

    private String visit(Server server) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getURI().getPort() + "/");
        return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body()
                .strip();
    }
}
