package io.github.dynamosession.cli.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.dynamosession.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered. No page of another site frames it or reads it, nothing of it is kept by the browser, and it loads nothing
 * that does not come from here.
 */
record ConsoleAnswer(int status, String contentType, byte[] body, Map<String, String> more) {

    static final String HTML = "text/html; charset=utf-8";

    private static final Map<String, String> OF_ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff");

    static ConsoleAnswer json(int status, Map<String, ?> document) {
        return new ConsoleAnswer(
                status, "application/json", Json.of(document).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static ConsoleAnswer file(String contentType, byte[] body) {
        return new ConsoleAnswer(200, contentType, body, Map.of());
    }

    ConsoleAnswer with(String header, String value) {
        return new ConsoleAnswer(status, contentType, body, Map.of(header, value));
    }

    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        OF_ALL.forEach(headers::set);
        more.forEach(headers::set);
        headers.set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
