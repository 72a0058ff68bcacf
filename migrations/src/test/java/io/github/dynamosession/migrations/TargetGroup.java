package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.ServerNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.util.List;

/** Nodes that take their turns; if it is sticky, each session keeps the node that it began on. */
final class TargetGroup {

    private static final int MAX_REQUEST_MILLIS = 20_000;

    private TargetGroup() {}

    static HttpHandler of(List<ServerNode> nodes, boolean sticky) {
        LoadBalancingProxyClient targets = new LoadBalancingProxyClient();
        if (!sticky) {
            targets.removeSessionCookieName("JSESSIONID");
        }
        nodes.forEach(node -> targets.addHost(node.url(), node.name()));
        return ProxyHandler.builder()
                .setProxyClient(targets)
                .setMaxRequestTime(MAX_REQUEST_MILLIS)
                .build();
    }
}
