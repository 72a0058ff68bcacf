package io.github.dynamosession.cli.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked.
 *
 * @param parameters of a GET those of the URI, of a POST those of its body
 */
record ConsoleRequest(HttpExchange exchange, String path, Map<String, String> parameters) {

    private static final int MOST_BYTES = 16 * 1024;

    static ConsoleRequest of(HttpExchange exchange) throws IOException {
        String text = isGet(exchange)
                ? Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")
                : body(exchange);
        return new ConsoleRequest(exchange, exchange.getRequestURI().getPath(), parameters(text));
    }

    /** Of a part of it nobody knows what it means. */
    private static String body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Refusal(Refusal.BAD_REQUEST, "more than " + MOST_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Arrays.stream(text.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        });
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "not as forms are encoded: " + text);
        }
    }

    boolean isGet() {
        return isGet(exchange);
    }

    private static boolean isGet(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET");
    }

    boolean isPost() {
        return exchange.getRequestMethod().equals("POST");
    }

    /** Empty also if it is there more than once: of two values nobody knows which one a proxy has checked. */
    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().get(name))
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0));
    }

    Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(cookies -> Arrays.stream(cookies.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    /** Empty also if it says nothing. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }
}
