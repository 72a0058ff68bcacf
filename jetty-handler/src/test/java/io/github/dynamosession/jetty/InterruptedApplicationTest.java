package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** An application that restores the interrupt flag, as it should, loses nothing by it. */
class InterruptedApplicationTest {

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void whatItChangedIsSaved() throws Exception {
        try (CoreNode node = CoreNode.start(DynamoDbLocal.shared(), new Application())) {
            HttpResponse<String> interrupted = get(node, "/interrupted");
            assertThat(interrupted.statusCode()).isEqualTo(200);
            assertThat(interrupted.body()).isEqualTo("ann");
            assertThat(get(node, "/").body()).isEqualTo("ann");
        }
    }

    private HttpResponse<String> get(CoreNode node, String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(node.uri(path)).build(), BodyHandlers.ofString());
    }

    private static final class Application extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Session session = request.getSession(true);
            if (Request.getPathInContext(request).equals("/interrupted")) {
                session.setAttribute("user", "ann");
                Thread.currentThread().interrupt();
            }
            byte[] user = String.valueOf(session.getAttribute("user")).getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(user), callback);
            return true;
        }
    }
}
