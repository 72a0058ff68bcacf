package io.github.dynamosession.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A response that is read line by line, as the node sends it. */
final class EventStream implements AutoCloseable {

    private final BufferedReader lines;

    private EventStream(BufferedReader lines) {
        this.lines = lines;
    }

    static EventStream open(Browser browser, Node node, String... steps) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new EventStream(new BufferedReader(new InputStreamReader(
                client.send(browser.request(node, Query.path(Browser.APP, steps)), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8)));
    }

    /** The next line, as soon as it is there; null at the end. */
    @Nullable
    String next() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
