package io.github.dynamosession.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client with one session cookie, which it takes to any node. It follows no redirect by itself. */
public final class Browser {

    static final String APP = "/app/do";

    /** An application in which one request at a time is in a session. */
    static final String LOCKED = "/locked/do";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SESSION_COOKIE = Pattern.compile("JSESSIONID=([^;\\s]*)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpClient http;
    private volatile Optional<String> sessionId;
    private volatile Optional<String> authorization = Optional.empty();

    private Browser(HttpClient http, Optional<String> sessionId) {
        this.http = http;
        this.sessionId = sessionId;
    }

    public Browser() {
        this(HTTP, Optional.empty());
    }

    /** A client that presents this id, whether or not any node gave it out. */
    Browser(String sessionId) {
        this(HTTP, Optional.of(sessionId));
    }

    /** A client with a certificate, if that context has one. */
    Browser(SSLContext tls) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build(),
                Optional.empty());
    }

    /** From now on every request has this header, or with null none. */
    void authorize(@Nullable String header) {
        authorization = Optional.ofNullable(header);
    }

    String sessionId() {
        return sessionId.orElseThrow();
    }

    /** The id without the route that the node which answered last has put behind it. */
    String bareId() {
        return sessionId().replaceFirst("\\..*", "");
    }

    /** Runs steps in one request of the main application. */
    Answer on(Node node, String... steps) {
        return get(node, APP, steps);
    }

    /** The result of one step, run in a request of its own. */
    String ask(Node node, String step) {
        return on(node, step).ok().of(step);
    }

    public Answer get(Node node, String path, String... steps) {
        return start(node, path, steps).join();
    }

    CompletableFuture<Answer> start(Node node, String path, String... steps) {
        return http.sendAsync(request(node, Query.path(path, steps)), BodyHandlers.ofString())
                .thenApply(this::read);
    }

    /** Loads a page without a header for a body's length, which java.net.http sends along on Java 17. */
    String load(Node node, String path) throws IOException {
        URLConnection page = node.uri().resolve(path).toURL().openConnection();
        page.setRequestProperty("Cookie", "JSESSIONID=" + sessionId());
        try (InputStream body = page.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a form, fields as in {@code name=value&name=value}. */
    public Answer post(Node node, String path, String fields) {
        HttpRequest form = HttpRequest.newBuilder(request(node, path), (name, value) -> true)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields))
                .build();
        return http.sendAsync(form, BodyHandlers.ofString())
                .thenApply(this::read)
                .join();
    }

    /** Runs steps in one request that then stays inside the servlet until it is released to run the rest. */
    Held hold(Node node, String... steps) {
        return holdAt(APP, node, steps);
    }

    /** The same on another path than that of the main application. */
    Held holdAt(String path, Node node, String... steps) {
        return new Held(this, node, path, UUID.randomUUID().toString(), steps);
    }

    /** The head of a request, for a client that looks at the bytes. */
    HttpRequest request(Node node, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.uri().resolve(path)).timeout(PATIENCE);
        sessionId.ifPresent(id -> request.header("Cookie", "JSESSIONID=" + id));
        authorization.ifPresent(header -> request.header("Authorization", header));
        return request.build();
    }

    /** Takes over the cookie of a response of which no more than the head need have arrived. */
    void read(String setCookie) {
        Matcher cookie = SESSION_COOKIE.matcher(setCookie);
        if (cookie.find()) {
            sessionId = Optional.of(cookie.group(1));
        }
    }

    void read(HttpHeaders headers) {
        headers.allValues("Set-Cookie").forEach(this::read);
    }

    private Answer read(HttpResponse<String> response) {
        read(response.headers());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
