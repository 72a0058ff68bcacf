package io.github.dynamosession.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A service of AWS whose answers a test writes: for what DynamoDB Local has not. */
final class CannedAws implements AutoCloseable {

    /** What a call gets: its fields, or an error by its name. */
    record Reply(int status, Map<String, ?> fields) {

        static Reply of(Map<String, ?> fields) {
            return new Reply(200, fields);
        }

        static Reply error(String type) {
            return new Reply(400, Map.of("__type", "com.amazonaws.dynamodb.v20120810#" + type, "message", type));
        }
    }

    private final HttpServer server;
    private final Map<String, Function<Map<String, Object>, Reply>> answers = new HashMap<>();

    CannedAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param operation as the header X-Amz-Target ends */
    CannedAws on(String operation, Function<Map<String, Object>, Reply> answer) {
        answers.put(operation, answer);
        return this;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
        Map<String, Object> request = JSON.std.mapFrom(exchange.getRequestBody());
        Reply reply = answers.get(operation).apply(request);
        byte[] body = JSON.std.asBytes(reply.fields());
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
