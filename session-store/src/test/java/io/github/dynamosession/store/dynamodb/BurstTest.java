package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trap 20: more calls at once than a node has connections and places in line, while DynamoDB answers none. */
class BurstTest {

    private static final int PLACES_IN_LINE = Turns.placesInLine(Turns.AT_ONCE);
    private static final int TOO_MANY = 10;
    private static final byte[] NO_SUCH_ITEM = {'{', '}'};

    private final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer dynamoDb;

    BurstTest() throws IOException {
        dynamoDb = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2 * Turns.AT_ONCE);
        dynamoDb.createContext("/", this::hold);
        dynamoDb.start();
    }

    @AfterEach
    void stop() {
        dynamoDb.stop(0);
    }

    private void hold(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        calls.incrementAndGet();
        held.add(call);
    }

    /** Each connection is used once: the server keeps no more than some hundred. */
    private void answerAll() {
        for (HttpExchange call = held.poll(); call != null; call = held.poll()) {
            try (HttpExchange answered = call) {
                answered.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                answered.getResponseHeaders().set("Connection", "close");
                answered.sendResponseHeaders(200, NO_SUCH_ITEM.length);
                answered.getResponseBody().write(NO_SUCH_ITEM);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void overloadIsRefusedAtOnceAndWithoutACallAndTheOthersWaitTheirTurn() {
        URI endpoint = URI.create("http://127.0.0.1:" + dynamoDb.getAddress().getPort());
        try (DynamoDbSessionStore store = DynamoDbSessionStore.connect(LocalTable.config(
                endpoint, "web", Map.of("callTimeout", "PT4M", "attemptTimeout", "PT1M", "lockLease", "PT5M")))) {
            List<CompletableFuture<Boolean>> loads = IntStream.range(0, Turns.AT_ONCE + PLACES_IN_LINE + TOO_MANY)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> isServed(store), task -> new Thread(task).start()))
                    .toList();

            await().atMost(Duration.ofMinutes(1)).until(() -> held.size() == Turns.AT_ONCE && done(loads) == TOO_MANY);
            assertThat(calls).hasValue(Turns.AT_ONCE);
            assertThat(store.statistics().failures()).isEqualTo(TOO_MANY);

            await().atMost(Duration.ofMinutes(1)).until(() -> {
                answerAll();
                return done(loads) == loads.size();
            });
            assertThat(loads.stream().filter(CompletableFuture::join)).hasSize(Turns.AT_ONCE + PLACES_IN_LINE);
            assertThat(calls).as("no call is made twice").hasValue(Turns.AT_ONCE + PLACES_IN_LINE);
        }
    }

    private static boolean isServed(DynamoDbSessionStore store) {
        try {
            store.load(newKey());
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private static long done(List<CompletableFuture<Boolean>> loads) {
        return loads.stream().filter(CompletableFuture::isDone).count();
    }
}
