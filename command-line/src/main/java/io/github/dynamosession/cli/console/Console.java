package io.github.dynamosession.cli.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dynamosession.cli.document.Documents;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A page on loopback for operators, and its API: the sessions of users of one application, and how the table is. It never
 * tells what sessions hold.
 */
public final class Console implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;

    private final ConsoleSettings settings;
    private final DynamoDbSessionStore store;
    private final Trail trail;
    private final SessionApi sessions;
    private final TableHealth health;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Guard guard;

    private Console(ConsoleSettings settings, DynamoDbSessionStore store, HttpServer server, PrintWriter trail) {
        this.settings = settings;
        this.store = store;
        this.server = server;
        this.trail = new Trail(trail, Clock.systemUTC());
        sessions = new SessionApi(settings.store(), store, this.trail);
        health = new TableHealth(settings.store(), store, Clock.systemUTC());
        guard = new Guard(settings, server.getAddress().getPort());
    }

    /**
     * Starts to listen.
     *
     * @param trail gets a line for whatever an operator looks at or ends
     * @throws IOException if the port is not free
     * @throws StoreException if there are no credentials
     */
    public static Console start(ConsoleSettings settings, PrintWriter trail) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        try {
            Console console = new Console(settings, DynamoDbSessionStore.connect(settings.store()), server, trail);
            server.createContext("/", console::serve);
            server.setExecutor(console.threads);
            server.start();
            return console;
        } catch (RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    /** What the operator opens; with a token that counts once, unless a proxy says who asks. */
    public URI address() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return URI.create(
                guard.token().map(token -> address + "?token=" + token).orElse(address));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private ConsoleAnswer answer(HttpExchange exchange) throws IOException {
        try {
            return answer(ConsoleRequest.of(exchange));
        } catch (Refusal e) {
            return refused(exchange, e.status(), e);
        } catch (IllegalArgumentException e) { // a name that cannot be a user's
            return refused(exchange, Refusal.BAD_REQUEST, e);
        } catch (StoreException e) {
            return refused(exchange, UNAVAILABLE, e);
        } catch (RuntimeException e) {
            trail.add("console", exchange.getRequestURI().getPath() + " failed: " + e);
            return refused(exchange, FAILED, e);
        }
    }

    private static ConsoleAnswer refused(HttpExchange exchange, int status, RuntimeException why) {
        String message = String.valueOf(why.getMessage());
        return exchange.getRequestURI().getPath().startsWith("/api/")
                ? ConsoleAnswer.json(status, Map.of("error", message))
                : ConsolePages.refusal(new Refusal(status, message));
    }

    private ConsoleAnswer answer(ConsoleRequest request) {
        guard.requireOfThisSite(request);
        if (request.isGet()
                && request.path().equals("/")
                && request.parameter("token").isPresent()) {
            return ConsolePages.entry(
                    guard.exchange(request, request.parameter("token").get()));
        }
        String operator = guard.requireOperator(request);
        if (request.isGet()) {
            return ConsolePages.at(request.path()).orElseGet(() -> ConsoleAnswer.json(200, asked(operator, request)));
        }
        if (request.isPost() && request.path().equals("/api/revoke")) {
            if (!settings.mayRevoke()) {
                trail.add(operator, "may not end sessions, and tried to");
            }
            guard.requireMayRevoke();
            return ConsoleAnswer.json(200, sessions.revoke(operator, request));
        }
        throw new Refusal(Refusal.METHOD_NOT_ALLOWED, "GET reads; POST /api/revoke ends sessions");
    }

    private Map<String, Object> asked(String operator, ConsoleRequest request) {
        String one = "/api/sessions/";
        if (request.path().startsWith(one)) {
            return sessions.show(operator, request.path().substring(one.length()));
        }
        return switch (request.path()) {
            case "/api/console" -> describe(operator);
            case "/api/sessions" -> sessions.list(operator, request.parameter("user"));
            case "/api/table" -> health.document();
            default -> throw new Refusal(Refusal.NOT_FOUND, "there is nothing at " + request.path());
        };
    }

    private Map<String, Object> describe(String operator) {
        return Documents.object(
                "operator", operator,
                "table", settings.store().tableName(),
                "region", settings.store().region(),
                "application", settings.store().applicationName(),
                "mayRevoke", settings.mayRevoke(),
                "used", health.used());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }
}
