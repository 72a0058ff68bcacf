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

/**
 * What the page asks the balancer's process: the state and costs of the nodes, who served which session last; and the switch to
 * kill or restart a node.
 */
final class NodeControl implements HttpHandler {

    static final String PATH = "/_demo";

    private final RoutingHandler routes = new RoutingHandler();
    private final List<DemoNode> nodes;
    private final AccessLog log;

    NodeControl(List<DemoNode> nodes, AccessLog log) {
        this.nodes = nodes;
        this.log = log;
        routes.get("/nodes", this::list);
        routes.get("/sessions", exchange -> answer(exchange, log.sessions()));
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
        answer(exchange, states);
    }

    private static void answer(HttpServerExchange exchange, Object what) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(JSON.std.asString(what));
    }

    private static Map<String, Object> describe(DemoNode node) {
        boolean up = node.state() == DemoNode.State.UP;
        Optional<Map<String, Object>> facts = up ? NodeFacts.of(node.url()) : Optional.empty();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", node.name());
        description.put("version", node.version());
        description.put("state", node.state().name().toLowerCase(Locale.ROOT));
        description.put("pid", node.pid());
        description.putAll(facts.orElse(Map.of("costs", Map.of(), "ended", List.of())));
        return description;
    }
}
