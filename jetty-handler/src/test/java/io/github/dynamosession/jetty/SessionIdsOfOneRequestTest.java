package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 25: a request costs a few reads at most, however many session ids it has. */
class SessionIdsOfOneRequestTest {

    private static final Pattern COOKIE = Pattern.compile("Set-Cookie: JSESSIONID=([^;]+)");

    private CoreNode node;

    @BeforeEach
    void start() throws Exception {
        node = CoreNode.start(DynamoDbLocal.shared(), new Application());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void fiveHundredCookiesCostThreeReads() throws IOException {
        String cookies = IntStream.range(0, 500)
                .mapToObj(i -> "JSESSIONID=" + Integer.toString(i + 36, 36))
                .collect(Collectors.joining(";"));
        long before = node.store().statistics().loads();
        assertThat(get("/", cookies)).contains("200 OK").endsWith("none");
        assertThat(node.store().statistics().loads() - before).isEqualTo(3);
    }

    @Test
    void soDoFiveHundredParametersOfTheUri() throws IOException {
        String parameters = IntStream.range(0, 500)
                .mapToObj(i -> ";jsessionid=" + Integer.toString(i + 36, 36))
                .collect(Collectors.joining());
        long before = node.store().statistics().loads();
        get("/" + parameters, "other=cookie");
        assertThat(node.store().statistics().loads() - before).isBetween(0L, 3L);
    }

    @Test
    void anIdThatIsRepeatedCostsOneRead() throws IOException {
        String cookies = IntStream.range(0, 500).mapToObj(i -> "JSESSIONID=s").collect(Collectors.joining(";"));
        long before = node.store().statistics().loads();
        assertThat(get("/", cookies)).endsWith("none");
        assertThat(node.store().statistics().loads() - before).isOne();
    }

    @Test
    void theGoodIdIsFoundBehindStaleOnes() throws IOException {
        Matcher cookie = COOKIE.matcher(get("/new", "other=cookie"));
        assertThat(cookie.find()).isTrue();
        assertThat(get("/", "JSESSIONID=stale;JSESSIONID=old;JSESSIONID=" + cookie.group(1)))
                .endsWith("there");
    }

    private String get(String path, String cookies) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", node.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookies
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Application extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Session session =
                    request.getSession(Request.getPathInContext(request).equals("/new"));
            boolean isThere = session != null && session.isValid();
            response.write(
                    true, ByteBuffer.wrap((isThere ? "there" : "none").getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
