package io.github.dynamosession.store.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;

/** Answers over HTTP what a test has laid ready, for what DynamoDB Local never answers; it repeats the last one. */
final class CannedDynamoDb implements AutoCloseable {

    private record Answer(int status, String json) {}

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final AtomicReference<Runnable> beforeAnswer = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> amidAnswer = new AtomicReference<>(() -> {});
    private final HttpServer server;

    CannedDynamoDb() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    CannedDynamoDb thenAnswer(int status, String json) {
        answers.add(new Answer(status, json));
        return this;
    }

    /** Runs something while the client waits for the next answer. */
    void beforeTheNextAnswer(Runnable action) {
        beforeAnswer.set(action);
    }

    /** Runs something while the client reads the next answer, which must be larger than what the network buffers. */
    void amidTheNextAnswer(Runnable action) {
        amidAnswer.set(action);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The bodies so far. */
    List<String> requests() {
        return requests;
    }

    /** The server calls it on one thread. */
    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        beforeAnswer.getAndSet(() -> {}).run();
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (exchange) {
            int half = body.length / 2;
            exchange.getResponseBody().write(body, 0, half);
            amidAnswer.getAndSet(() -> {}).run();
            exchange.getResponseBody().write(body, half, body.length - half);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
