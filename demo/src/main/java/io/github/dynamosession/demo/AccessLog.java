package io.github.dynamosession.demo;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which node served a session last, and for which browser. The shop names the session in a header, by its handle: unlike its id
 * that may stand in a log. The last thousand sessions are remembered.
 */
final class AccessLog {

    private static final HttpString HANDLE = new HttpString("X-Session-Handle");
    private static final HttpString NODE = new HttpString("X-Node");
    private static final int REMEMBERED = 1000;

    private final Map<String, Map<String, String>> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The same handler; the log knows of an answer before its client has it. */
    HttpHandler of(HttpHandler shop) {
        return exchange -> {
            exchange.addResponseCommitListener(this::remember);
            shop.handleRequest(exchange);
        };
    }

    private synchronized void remember(HttpServerExchange answered) {
        String handle = answered.getResponseHeaders().getFirst(HANDLE);
        String node = answered.getResponseHeaders().getFirst(NODE);
        if (handle != null && node != null) {
            String browser = answered.getRequestHeaders().getFirst(Headers.USER_AGENT);
            sessions.remove(handle);
            sessions.put(handle, Map.of("node", node, "browser", browser == null ? "" : browser));
        }
    }

    /** By handle. */
    synchronized Map<String, Map<String, String>> sessions() {
        return Map.copyOf(sessions);
    }
}
