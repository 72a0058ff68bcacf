package io.github.dynamosession.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the page asks the balancer's process: the state and costs of the nodes; and the switch to kill or restart one. */
final class NodeControl implements HttpHandler {

    static final String PATH = "/_demo";

    private final RoutingHandler routes = new RoutingHandler();
    private final List<DemoNode> nodes;

    NodeControl(List<DemoNode> nodes) {
        this.nodes = nodes;
        routes.get("/nodes", this::list);
        routes.post("/nodes/{name}/kill", exchange -> command(exchange, DemoNode::kill));
        routes.post("/nodes/{name}/restart", exchange -> command(exchange, DemoNode::restart));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        routes.handleRequest(exchange);
    }

    private interface Command {
        void run(DemoNode node);
    }

    private void command(HttpServerExchange exchange, Command command) {
        String name = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get("name");
        Optional<DemoNode> named =
                nodes.stream().filter(node -> node.name().equals(name)).findFirst();
        named.ifPresent(command::run);
        exchange.setStatusCode(named.isPresent() ? StatusCodes.NO_CONTENT : StatusCodes.NOT_FOUND);
    }

    private void list(HttpServerExchange exchange) throws IOException {
        List<Map<String, Object>> states =
                nodes.stream().map(NodeControl::describe).toList();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(JSON.std.asString(states));
    }

    private static Map<String, Object> describe(DemoNode node) {
        boolean up = node.state() == DemoNode.State.UP;
        Optional<Map<String, Object>> costs = up ? NodeCosts.of(node.url()) : Optional.empty();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", node.name());
        description.put("version", node.version());
        description.put("state", node.state().name().toLowerCase(Locale.ROOT));
        description.put("pid", node.pid());
        description.put("costs", costs.orElse(Map.of()));
        return description;
    }
}
