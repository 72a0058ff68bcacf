package io.github.dynamosession.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the test web application, whose endpoint keeps the session of the handshake. */
final class Socket implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket webSocket;

    /** Opens it in the browser's session; the steps are part of the handshake. */
    Socket(Browser browser, Node node, String... steps) {
        this(HttpClient.newHttpClient(), "JSESSIONID=" + browser.sessionId(), node, Query.path("/app/socket", steps));
    }

    Socket(HttpClient client, String cookies, Node node, String path) {
        URI uri = URI.create(node.uri().toString().replaceFirst("http", "ws") + path);
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (!cookies.isEmpty()) {
            builder.header("Cookie", cookies);
        }
        webSocket = builder.buildAsync(uri, new Listener())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** The result of a step on the session that the endpoint has kept. */
    String ask(String step) throws InterruptedException {
        webSocket.sendText(step, true).join();
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer to " + step);
        }
        return answer;
    }

    boolean isClosedByNode() {
        return closed.isDone();
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                answers.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }
    }
}
