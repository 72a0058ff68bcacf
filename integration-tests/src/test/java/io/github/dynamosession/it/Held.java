package io.github.dynamosession.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A request that waits inside the servlet: what overlaps with it is decided by the test, not by luck. */
final class Held {

    private final Node node;
    private final String application;
    private final String gate;
    private final CompletableFuture<Answer> answer;

    /**
     * Returns when the request has run the steps before the first {@code "hold"}; those after it run when it is released.
     */
    Held(Browser browser, Node node, String path, String gate, String... steps) {
        this.node = node;
        this.application = path.split("/")[1];
        this.gate = gate;
        List<String> all = new ArrayList<>();
        for (String step : steps) {
            all.addAll("hold".equals(step) ? List.of("open:in-" + gate, "await:out-" + gate) : List.of(step));
        }
        answer = browser.start(node, path, all.toArray(String[]::new));
        node.controlOf(application, "await:in-" + gate).ok();
    }

    Answer release() {
        node.controlOf(application, "open:out-" + gate).ok();
        return answer.join();
    }
}
