package io.github.dynamosession.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A browser with cookies of its own, as far as the shop needs one. */
final class ShopClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final URI shop;
    private final Tally tally;

    ShopClient(URI shop, Tally tally) {
        this.shop = shop;
        this.tally = tally;
    }

    /** Empty if there was no good answer. */
    Optional<ShopState> look() throws InterruptedException {
        return send(request("/api/state").GET());
    }

    /** Empty if there was no good answer: the change may have happened or not. */
    Optional<ShopState> change(Change change) throws InterruptedException {
        return send(request(change.path()).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(shop.resolve(path)).timeout(PATIENCE);
    }

    private Optional<ShopState> send(HttpRequest.Builder request) throws InterruptedException {
        tally.request();
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.headers().firstValue(BackendPool.FAILED_OVER).isPresent()) {
                tally.failedOver();
            }
            if (response.statusCode() == 200) {
                return Optional.of(parse(response.body()));
            }
            tally.error(Integer.toString(response.statusCode()));
        } catch (IOException e) {
            tally.error("connection broken");
        }
        return Optional.empty();
    }

    private static ShopState parse(String json) throws IOException {
        Map<String, Object> state = JSON.std.mapFrom(json);
        Map<String, Integer> cart = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(state.get("cart")))
                .forEach((item, quantity) -> cart.put((String) item, (Integer) quantity));
        Object user = state.get("user");
        return new ShopState(
                user == null ? "" : (String) user, cart, (Integer) Objects.requireNonNull(state.get("counter")));
    }
}
