package io.github.dynamosession.demo;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A round-robin balancer. A request goes to another node when its node does not take it; one that was on its way to a
 * node that died is repeated only if that is safe by its method (RFC 9110, 9.2.2), else the client gets a 503.
 */
final class Balancer implements AutoCloseable {

    /**
     * The library reports every node that does not answer as an error; here that is the point. The loggers are kept, or
     * they would forget their levels.
     */
    private static final Map<Logger, Level> LOG_LEVELS =
            Map.of(Logger.getLogger("io.undertow"), Level.OFF, Logger.getLogger("org.xnio"), Level.WARNING);

    private static final int MAX_REQUEST_MILLIS = 20_000;

    private final Undertow server;

    private Balancer(Undertow server) {
        this.server = server;
    }

    static Balancer start(int port, BackendPool nodes, AccessLog log, HttpHandler control) {
        LOG_LEVELS.forEach(Logger::setLevel);
        ProxyHandler proxy = ProxyHandler.builder()
                .setProxyClient(nodes)
                .setMaxConnectionRetries(2)
                .setMaxRequestTime(MAX_REQUEST_MILLIS)
                .build();
        HttpHandler root = Handlers.path(log.of(proxy)).addPrefixPath(NodeControl.PATH, new BlockingHandler(control));
        Undertow server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(root)
                .build();
        server.start();
        return new Balancer(server);
    }

    URI address() {
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://localhost:" + bound.getPort() + "/");
    }

    @Override
    public void close() {
        server.stop();
    }
}
