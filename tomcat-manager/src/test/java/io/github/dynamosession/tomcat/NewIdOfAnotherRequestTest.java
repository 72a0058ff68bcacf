package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request changes the session's id while another one is in the session, which is answered first. */
final class NewIdOfAnotherRequestTest {

    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final EmbeddedTomcat other = new EmbeddedTomcat();
    private final Client client = new Client();
    private final CountDownLatch pollIsIn = new CountDownLatch(1);
    private final CountDownLatch idIsChanged = new CountDownLatch(1);
    private final CountDownLatch pollIsAnswered = new CountDownLatch(1);

    @BeforeEach
    void start() {
        node.webapp("", this::serve).setManager(EmbeddedTomcat.manager());
        other.webapp("", NewIdOfAnotherRequestTest::show).setManager(EmbeddedTomcat.manager());
        node.start();
        other.start();
    }

    @AfterEach
    void stop() {
        node.close();
        other.close();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        switch (request.getRequestURI()) {
            case "/poll" -> {
                request.getSession().getAttribute("seen");
                pollIsIn.countDown();
                await(idIsChanged);
                request.getSession().setAttribute("seen", "by the poll");
            }
            case "/login" -> {
                request.changeSessionId();
                idIsChanged.countDown();
                await(pollIsAnswered);
            }
            default -> request.getSession().setAttribute("seen", "at first");
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void show(HttpServletRequest request, HttpServletResponse response) throws Exception {
        boolean there = request.getSession(false) != null;
        response.getWriter().print(there ? request.getSession().getAttribute("seen") : "no session");
    }

    /** Until the login is answered its client has the old id only, and may never get an answer. */
    @Test
    void theOldIdIsGoodUntilTheRequestThatChangesItIsAnswered() throws InterruptedException {
        client.get(node.uri("/first"));
        CompletableFuture<HttpResponse<String>> poll = client.start(node.uri("/poll"));
        await(pollIsIn);
        CompletableFuture<HttpResponse<String>> login = client.start(node.uri("/login"));

        assertThat(poll.join().statusCode()).isEqualTo(200);
        assertThat(client.get(other.uri("/")).body()).isEqualTo("by the poll");

        pollIsAnswered.countDown();
        HttpResponse<String> answer = login.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(client.get(other.uri("/")).body()).isEqualTo("by the poll");
    }
}
