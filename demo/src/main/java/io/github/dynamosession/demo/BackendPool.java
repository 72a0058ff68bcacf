package io.github.dynamosession.demo;

import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The nodes in turn; an answer that took more than one of them says so in a header. */
final class BackendPool implements ProxyClient {

    static final String FAILED_OVER = "X-Failed-Over";

    private static final HttpString FAILED_OVER_HEADER = new HttpString(FAILED_OVER);
    private static final AttachmentKey<Boolean> TRIED = AttachmentKey.create(Boolean.class);
    private static final int RETRY_SILENT_NODE_SECONDS = 1;

    /** No cookie name: no stickiness, whatever a session id looks like. */
    private final LoadBalancingProxyClient nodes = new LoadBalancingProxyClient(UndertowClient.getInstance())
            .removeSessionCookieName("JSESSIONID")
            .setProblemServerRetry(RETRY_SILENT_NODE_SECONDS)
            .setConnectionsPerThread(64);

    void add(URI node) {
        nodes.addHost(node);
    }

    void remove(URI node) {
        nodes.removeHost(node);
    }

    @Override
    public ProxyTarget findTarget(HttpServerExchange exchange) {
        return nodes.findTarget(exchange);
    }

    /** Called once, and once more for each node that failed before the request was on its way or safe to repeat. */
    @Override
    public void getConnection(
            ProxyTarget target,
            HttpServerExchange exchange,
            ProxyCallback<ProxyConnection> callback,
            long timeout,
            TimeUnit timeUnit) {
        if (exchange.putAttachment(TRIED, true) != null) {
            exchange.getResponseHeaders().put(FAILED_OVER_HEADER, "true");
        }
        nodes.getConnection(target, exchange, callback, timeout, timeUnit);
    }

    @Override
    public List<ProxyTarget> getAllTargets() {
        return nodes.getAllTargets();
    }
}
