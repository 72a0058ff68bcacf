package io.github.dynamosession.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What listeners tell of the ends of sessions, on whatever node; see the step {@code watch}. */
final class Endings implements AutoCloseable {

    /** Listens to one session. */
    record Ending(String uri, List<String> told) {

        String step() {
            return "watch:witness:" + uri;
        }
    }

    private final Map<String, List<String>> told = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final HttpServer server;

    Endings() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::note);
        server.start();
    }

    Ending next() {
        String path = "/" + count.incrementAndGet();
        List<String> list = told.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>());
        return new Ending("http://127.0.0.1:" + server.getAddress().getPort() + path, list);
    }

    /** The server calls it on one thread. */
    private void note(HttpExchange exchange) throws IOException {
        try (exchange) {
            told.get(exchange.getRequestURI().getPath())
                    .add(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
