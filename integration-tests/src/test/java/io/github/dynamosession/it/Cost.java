package io.github.dynamosession.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The store calls of a node, by kind, as its manager counts them; the sweep for expired sessions goes on meanwhile. */
final class Cost {

    private Cost() {}

    /** The calls that some requests to this node cost; kinds without any are left out. */
    static Map<String, Long> of(Node node, Runnable requests) {
        return of(node, "app", requests);
    }

    /** Those of another application than the main one. */
    static Map<String, Long> of(Node node, String application, Runnable requests) {
        Map<String, Long> before = calls(node, application);
        requests.run();
        Map<String, Long> cost = new TreeMap<>(calls(node, application));
        before.forEach((kind, count) -> cost.merge(kind, -count, Long::sum));
        cost.values().removeIf(count -> count == 0);
        return cost;
    }

    static Map<String, Long> calls(Node node, String application) {
        return node.controlOf(application, "stats")
                .ok()
                .body()
                .lines()
                .filter(line -> line.startsWith("Store") && !line.startsWith("StoreExpir") && !line.contains("Units="))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0].substring("Store".length()), line -> Long.valueOf(line[1])));
    }
}
