package io.github.dynamosession.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A request that waits inside the servlet: what overlaps with it is decided by the test, not by luck. */
final class Held {

    private final Node node;
    private final String gate;
    private final CompletableFuture<Answer> answer;

    /**
     * Returns when the request has run the steps before the first {@code "hold"}; those after it run when it is released.
     */
    Held(Browser browser, Node node, String gate, String... steps) {
        this.node = node;
        this.gate = gate;
        List<String> all = new ArrayList<>();
        for (String step : steps) {
            all.addAll("hold".equals(step) ? List.of("open:in-" + gate, "await:out-" + gate) : List.of(step));
        }
        answer = browser.start(node, Browser.APP, all.toArray(String[]::new));
        node.control("await:in-" + gate).ok();
    }

    Answer release() {
        node.control("open:out-" + gate).ok();
        return answer.join();
    }
}
