package io.github.dynamosession.store.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dynamosession.cluster.DynamoDbLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A way to DynamoDB Local on which one call, or its answer, is lost: the client sees the connection end. */
final class LossyWire implements AutoCloseable {

    enum Loss {
        /** It arrives when the test says so. */
        OF_THE_CALL,
        OF_THE_ANSWER
    }

    private static final List<String> HEADERS = List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private String operation = ""; // guarded by this
    private @Nullable Loss loss; // guarded by this
    private @Nullable HttpRequest late; // guarded by this

    LossyWire() throws IOException {
        this(0);
    }

    /** @param port on which it listens; 0 for any that is free */
    LossyWire(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param operation as DynamoDB names it, such as {@code PutItem} */
    synchronized void loseNext(String operation, Loss loss) {
        this.operation = operation;
        this.loss = loss;
    }

    /** What was called so far, as DynamoDB names it. */
    List<String> operations() {
        return operations;
    }

    /** The lost call arrives; returns when DynamoDB has answered it, which nobody hears. */
    synchronized void deliver() {
        if (late == null) {
            throw new AssertionError("no call was lost");
        }
        send(late);
    }

    private synchronized void pass(HttpExchange exchange) throws IOException {
        try (exchange) { // without an answer by then, it ends the connection
            HttpRequest call = call(exchange);
            operations.add(operation(call));
            Loss lost = takeLoss(call);
            if (lost == Loss.OF_THE_CALL) {
                late = call;
                return;
            }
            HttpResponse<byte[]> answer = send(call);
            if (lost == null) {
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private synchronized @Nullable Loss takeLoss(HttpRequest call) {
        if (!operation(call).equals(operation)) {
            return null;
        }
        Loss taken = loss;
        loss = null;
        return taken;
    }

    private static String operation(HttpRequest call) {
        String target = call.headers().firstValue("X-Amz-Target").orElseThrow();
        return target.substring(target.indexOf('.') + 1);
    }

    private static HttpRequest call(HttpExchange exchange) throws IOException {
        HttpRequest.Builder call = HttpRequest.newBuilder(DynamoDbLocal.shared().endpoint())
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        HEADERS.forEach(name -> call.header(name, exchange.getRequestHeaders().getFirst(name)));
        return call.build();
    }

    private HttpResponse<byte[]> send(HttpRequest call) {
        try {
            return http.send(call, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
