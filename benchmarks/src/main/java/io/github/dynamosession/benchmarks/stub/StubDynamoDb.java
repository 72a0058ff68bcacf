package io.github.dynamosession.benchmarks.stub;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.benchmarks.stub.StoredItems.ConditionFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A DynamoDB over HTTP that answers within a tenth of a millisecond: it holds the items, and judges conditions, as far as
 * sessions are read, put and updated. What is about tables it hands to a real one. Anything else is an error, which {@link
 * #requireNoRefusals} tells. Each call costs one unit.
 */
public final class StubDynamoDb implements AutoCloseable {

    private static final Set<String> OF_ITEMS = Set.of("GetItem", "PutItem", "UpdateItem", "Query");
    private static final Set<String> OF_TABLES =
            Set.of("CreateTable", "DescribeTable", "UpdateTimeToLive", "DescribeTimeToLive");

    private static final String ERROR = "com.amazonaws.dynamodb.v20120810#";

    private final URI tables;
    private final HttpClient toTables = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Map<String, StoredItems> items = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /** An answer and its status. */
    private record Answer(int status, byte[] body) {}

    private final class Calls extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String target = Objects.requireNonNull(request.getHeaders().get("X-Amz-Target"));
            byte[] body = Content.Source.asInputStream(request).readAllBytes();
            Answer answer = answer(target.substring(target.indexOf('.') + 1), target, body);
            CRC32 checksum = new CRC32(); // which the SDK looks at, and DynamoDB sends
            checksum.update(answer.body());
            response.setStatus(answer.status());
            response.getHeaders().put("Content-Type", "application/x-amz-json-1.0");
            response.getHeaders().put("x-amz-crc32", Long.toString(checksum.getValue()));
            response.getHeaders().put("Content-Length", answer.body().length);
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
            return true;
        }
    }

    private StubDynamoDb(URI tables) {
        this.tables = tables;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Calls());
    }

    /**
     * Starts one on a free port of loopback.
     *
     * @param tables the endpoint of a real DynamoDB, which makes and describes the tables
     */
    public static StubDynamoDb start(URI tables) throws Exception {
        StubDynamoDb stub = new StubDynamoDb(tables);
        stub.server.start();
        return stub;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** How many calls there were of an operation, such as {@code GetItem}. */
    public long calls(String operation) {
        return calls.computeIfAbsent(operation, any -> new LongAdder()).sum();
    }

    /** @throws IllegalStateException if there was a call that this cannot answer */
    public void requireNoRefusals() {
        if (!refusals.isEmpty()) {
            throw new IllegalStateException("the stub cannot answer: " + refusals.get(0));
        }
    }

    private Answer answer(String operation, String target, byte[] body) throws IOException {
        calls.computeIfAbsent(operation, any -> new LongAdder()).increment();
        try {
            if (OF_TABLES.contains(operation)) {
                return forwarded(target, body);
            }
            if (!OF_ITEMS.contains(operation)) {
                throw new UnsupportedOperationException(operation);
            }
            return of(operation, JSON.std.mapFrom(body));
        } catch (RuntimeException e) {
            refusals.add(operation + ": " + e);
            return error("ValidationException", e.toString(), Map.of());
        }
    }

    private Answer of(String operation, Map<String, Object> call) throws IOException {
        String table = Objects.requireNonNull(Json.text(call, "TableName"));
        try {
            Map<String, Object> answer = new HashMap<>(
                    items.computeIfAbsent(table, any -> new StoredItems()).answer(operation, call));
            if (call.containsKey("ReturnConsumedCapacity")) {
                answer.put("ConsumedCapacity", Map.of("TableName", table, "CapacityUnits", 1.0));
            }
            return new Answer(200, JSON.std.asBytes(answer));
        } catch (ConditionFailedException e) {
            boolean wanted = call.containsKey("ReturnValuesOnConditionCheckFailure")
                    && !e.item().isEmpty();
            return error(
                    "ConditionalCheckFailedException",
                    "The conditional request failed",
                    wanted ? Map.of("Item", e.item()) : Map.of());
        }
    }

    private static Answer error(String type, String message, Map<String, Object> more) throws IOException {
        Map<String, Object> error = new HashMap<>(more);
        error.put("__type", ERROR + type);
        error.put("message", message);
        return new Answer(400, JSON.std.asBytes(error));
    }

    private Answer forwarded(String target, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(tables)
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20261127/eu-central-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = toTables.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
