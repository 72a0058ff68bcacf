package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import java.util.Map;

/** Steps on the node: they touch no session, so a client sends them to a path that the manager ignores. */
final class NodeSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("await", exchange -> Latches.await(exchange.argument(1))),
            entry("open", exchange -> Latches.open(exchange.argument(1))),
            entry("events", exchange -> exchange.answer(String.join(",", SessionEvents.of(exchange.argument(1))))),
            entry("stats", NodeSteps::stats),
            // another web application, as in reload:/one
            entry("reload", exchange -> Container.reload(exchange.argument(1))));

    private NodeSteps() {}

    /** Answers each figure of the sessions. */
    private static void stats(Exchange exchange) throws Exception {
        Map<String, Object> figures = Container.figures(exchange.request().getContextPath());
        for (Map.Entry<String, Object> figure : figures.entrySet()) {
            exchange.response().getWriter().print(figure.getKey() + "=" + figure.getValue() + "\n");
        }
    }
}
