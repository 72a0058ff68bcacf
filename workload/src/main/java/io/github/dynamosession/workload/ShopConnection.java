package io.github.dynamosession.workload;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.workload.Outcome.Failure;
import io.github.dynamosession.workload.Outcome.Refusal;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends the requests of all clients. Every one comes to an end, whatever becomes of the node that has it. */
final class ShopConnection implements Shop {

    static final String COOKIE = "JSESSIONID";

    private static final String FAILED_OVER = "X-Failed-Over";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final HttpClient client;
    private final URI shop;
    private final Duration timeout;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    ShopConnection(URI shop, Duration timeout) {
        this.shop = shop;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public List<Reply> send(List<Request> requests, Optional<String> sessionId) {
        List<CompletableFuture<Reply>> sent =
                requests.stream().map(request -> send(request, sessionId)).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Never completes exceptionally. */
    CompletableFuture<Reply> send(Request request, Optional<String> sessionId) {
        Instant begin = now();
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(httpRequest(request, sessionId), BodyHandlers.ofString());
        return sent.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).handle((response, failure) -> {
            sent.cancel(true); // the client's own timeout does not cover the body
            return failure == null ? reply(begin, response) : failed(begin, failure);
        });
    }

    /** The system's clock may be set while requests run. */
    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    private HttpRequest httpRequest(Request request, Optional<String> sessionId) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(shop.resolve(request.path())).timeout(timeout);
        sessionId.ifPresent(id -> builder.header("Cookie", COOKIE + "=" + id));
        boolean look = request.kind() == Request.Kind.LOOK;
        return (look ? builder.GET() : builder.POST(BodyPublishers.noBody())).build();
    }

    private Reply reply(Instant begin, HttpResponse<String> response) {
        boolean failedOver = response.headers().firstValue(FAILED_OVER).isPresent();
        return new Reply(begin, now(), failedOver, outcome(response), sessionIdIn(response));
    }

    private static Outcome outcome(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case OK -> parse(response.body(), ShopConnection::answer);
            case CONFLICT -> parse(response.body(), body -> new Refusal(node(body)));
            default -> new Failure(Integer.toString(response.statusCode()));
        };
    }

    private Reply failed(Instant begin, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean timedOut = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
        Failure outcome = new Failure(timedOut ? "timed out" : "connection broken");
        return new Reply(begin, now(), false, outcome, Optional.empty());
    }

    private static Optional<String> sessionIdIn(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(HttpCookie::getValue)
                .reduce((first, last) -> last);
    }

    private static Outcome parse(String json, Function<Map<String, Object>, Outcome> outcome) {
        try {
            return outcome.apply(JSON.std.mapFrom(json));
        } catch (IOException | ClassCastException | NullPointerException e) {
            return new Failure("not an answer of the shop");
        }
    }

    private static Outcome answer(Map<String, Object> body) {
        return new Outcome.Answer(node(body), 0, new State(text(body.get("visit")), values(body)));
    }

    private static String node(Map<String, Object> body) {
        return text(body.get("node"));
    }

    private static Map<String, String> values(Map<String, Object> body) {
        Map<String, String> values = new TreeMap<>();
        values.put(State.USER, text(body.get("user")));
        int counter = (Integer) Objects.requireNonNull(body.get("counter"));
        values.put(State.COUNTER, counter == 0 ? "" : Integer.toString(counter));
        values.put(State.CART, cart((Map<?, ?>) Objects.requireNonNull(body.get("cart"))));
        ((Map<?, ?>) Objects.requireNonNull(body.get("notes")))
                .forEach((item, text) -> values.put(State.NOTE + item, (String) text));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    private static String cart(Map<?, ?> quantities) {
        Map<String, Integer> cart = new TreeMap<>();
        quantities.forEach((item, quantity) -> cart.put((String) item, (Integer) quantity));
        return State.cart(cart);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : (String) value;
    }
}
