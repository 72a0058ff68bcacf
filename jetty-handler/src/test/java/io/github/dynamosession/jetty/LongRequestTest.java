package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Trap 23, in an outage: all time-outs of a server share one thread, which keeping sessions alive must not take. */
class LongRequestTest {

    private static final int REQUESTS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient browser = HttpClient.newHttpClient();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(REQUESTS);

    @Test
    void aStoreThatStandsStillDelaysNoTimeOutOfTheServer() throws Exception {
        Map<String, String> alwaysDue =
                Map.of("touchInterval", "PT0S", "callTimeout", "PT5M", "attemptTimeout", "PT5M");
        try (DynamoDbLocal own = DynamoDbLocal.start();
                CoreNode node = CoreNode.start(own, new Endless(), alwaysDue)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                HttpRequest request = HttpRequest.newBuilder(node.uri("/")).build();
                answers.add(browser.sendAsync(request, BodyHandlers.ofString()));
            }
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            own.pause();
            long failuresBefore = node.store().statistics().failures();

            try {
                await().atMost(PATIENCE).until(() -> aTimeOutComesWhileATouchHangs(node));
                assertThat(node.store().statistics().failures()).isEqualTo(failuresBefore);
            } finally {
                own.resume();
                end.countDown();
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(answers).allMatch(CompletableFuture::isDone));
        }
    }

    private static boolean aTimeOutComesWhileATouchHangs(CoreNode node) throws InterruptedException {
        boolean hungBefore = aTouchIsUnderway();
        CountDownLatch timeOut = new CountDownLatch(1);
        node.server().getScheduler().schedule(timeOut::countDown, 100, TimeUnit.MILLISECONDS);
        timeOut.await();
        return hungBefore && aTouchIsUnderway();
    }

    private static boolean aTouchIsUnderway() {
        return Thread.getAllStackTraces().values().stream().flatMap(Stream::of).anyMatch(frame -> frame.getMethodName()
                .equals("touchIfDue"));
    }

    private final class Endless extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Session session = request.getSession(true);
            session.setAttribute("begun", true);
            response.write(
                    false,
                    ByteBuffer.wrap("begun".getBytes(StandardCharsets.UTF_8)),
                    Callback.from(begun::countDown, failure -> {}));
            end.await();
            response.write(true, null, callback);
            return true;
        }
    }
}
