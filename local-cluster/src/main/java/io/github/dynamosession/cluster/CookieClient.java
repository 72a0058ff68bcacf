package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A client that keeps its cookies, as a browser does, and takes them to any node. */
public final class CookieClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    /** Takes the cookies of a response as its own, whoever got that. */
    public void adopt(HttpResponse<?> response) {
        try {
            cookies.put(response.uri(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it sends along, each to where it belongs. */
    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    public HttpResponse<String> get(ServerNode node, String path) {
        return get(node.url().resolve(path));
    }

    /** Gets what a program would: JSON, where there is a page, too. */
    public HttpResponse<String> getJson(ServerNode node, String path) {
        return send(request(node.url().resolve(path))
                        .header("Accept", "application/json")
                        .build())
                .join();
    }

    /** Gets a page of any server. */
    public HttpResponse<String> get(URI address) {
        return send(request(address).build()).join();
    }

    /** Sends a form, fields as in {@code name=value&name=value}. */
    public HttpResponse<String> post(ServerNode node, String path, String fields) {
        return post(node.url().resolve(path), fields);
    }

    /** Sends a form to any server. */
    public HttpResponse<String> post(URI address, String fields) {
        return send(form(address, BodyPublishers.ofString(fields)).build()).join();
    }

    /**
     * Sends the head of a form, and the fields when the node is ready to take them.
     *
     * @param fields called when the node has asked for them
     */
    public CompletableFuture<HttpResponse<String>> post(ServerNode node, String path, Supplier<InputStream> fields) {
        return send(form(node.url().resolve(path), BodyPublishers.ofInputStream(fields))
                .expectContinue(true)
                .build());
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder form(URI address, BodyPublisher fields) {
        return request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(fields);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }
}
