package io.github.dynamosession.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client with one session cookie, which it takes to any node. */
final class Client {

    private static final Pattern COOKIE = Pattern.compile("(JSESSIONID=[^;]+)");

    private final HttpClient http;
    private Optional<String> cookie = Optional.empty();

    Client(Version version) {
        http = HttpClient.newBuilder().version(version).build();
    }

    Client() {
        this(Version.HTTP_1_1);
    }

    HttpResponse<String> get(URI uri) {
        return start(uri).join();
    }

    CompletableFuture<HttpResponse<String>> start(URI uri) {
        return http.sendAsync(request(uri), BodyHandlers.ofString()).thenApply(this::read);
    }

    /** Reads the head of an answer and breaks the connection. */
    void breakOff(URI uri) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(uri), BodyHandlers.ofInputStream());
        answer.body().close();
    }

    private HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        cookie.ifPresent(value -> request.header("Cookie", value));
        return request.build();
    }

    private HttpResponse<String> read(HttpResponse<String> answer) {
        answer.headers().allValues("Set-Cookie").forEach(header -> {
            Matcher found = COOKIE.matcher(header);
            if (found.find()) {
                cookie = Optional.of(found.group(1));
            }
        });
        return answer;
    }

    boolean hasCookie() {
        return cookie.isPresent();
    }
}
