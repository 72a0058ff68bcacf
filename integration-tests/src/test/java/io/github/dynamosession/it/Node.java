package io.github.dynamosession.it;

import java.net.URI;

/** A server that answers requests of the test web application, whatever container it is. */
public interface Node {

    /** Where it listens, as in {@code http://127.0.0.1:8080}. */
    URI uri();

    /** Runs steps that touch no session, on a path that the manager ignores. */
    default Answer control(String... steps) {
        return controlOf("app", steps);
    }

    /** The same in another application than the main one. */
    default Answer controlOf(String application, String... steps) {
        return new Browser().get(this, "/" + application + "/ignored/do", steps);
    }
}
