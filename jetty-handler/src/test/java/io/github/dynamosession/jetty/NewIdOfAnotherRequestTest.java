package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A request changes the session's id while another one is in the session, which is answered first. */
class NewIdOfAnotherRequestTest {

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final CountDownLatch pollIsIn = new CountDownLatch(1);
    private final CountDownLatch idIsChanged = new CountDownLatch(1);
    private final CountDownLatch pollIsAnswered = new CountDownLatch(1);

    /** Until the login is answered its client has the old id only, and may never get an answer. */
    @Test
    void theOldIdIsGoodUntilTheRequestThatChangesItIsAnswered() throws Exception {
        try (CoreNode node = CoreNode.start(DynamoDbLocal.shared(), new Shop());
                CoreNode other = CoreNode.start(DynamoDbLocal.shared(), new Shop())) {
            start(node.uri("/first")).join();
            CompletableFuture<HttpResponse<String>> poll = start(node.uri("/poll"));
            await(pollIsIn);
            CompletableFuture<HttpResponse<String>> login = start(node.uri("/login"));

            assertThat(poll.join().body()).isEqualTo("by the poll");
            assertThat(start(other.uri("/show")).join().body()).isEqualTo("by the poll");

            pollIsAnswered.countDown();
            HttpResponse<String> answer = login.join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
            assertThat(start(other.uri("/show")).join().body()).isEqualTo("by the poll");
        }
    }

    private CompletableFuture<HttpResponse<String>> start(URI uri) {
        return browser.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private final class Shop extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String page = request.getHttpURI().getPath();
            Session session = request.getSession(page.equals("/first"));
            if (session == null) {
                Content.Sink.write(response, true, "no session", callback);
                return true;
            }
            switch (page) {
                case "/first" -> session.setAttribute("seen", "at first");
                case "/poll" -> {
                    session.getAttribute("seen");
                    pollIsIn.countDown();
                    await(idIsChanged);
                    session.setAttribute("seen", "by the poll");
                }
                case "/login" -> {
                    session.renewId(request, response);
                    idIsChanged.countDown();
                    await(pollIsAnswered);
                }
                default -> {}
            }
            Content.Sink.write(response, true, (String) session.getAttribute("seen"), callback);
            return true;
        }
    }
}
