package io.github.dynamosession.node.request;

import io.github.dynamosession.store.SessionReadiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a load balancer is told that asks at {@code readinessPath}, in every container. Whoever asks has no session, and
 * learns no more than yes or no.
 */
public final class ReadinessProbe {

    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Optional<String> path;
    private final SessionReadiness readiness;

    /** @param path in the web application; empty: nobody asks */
    public ReadinessProbe(Optional<String> path, SessionReadiness readiness) {
        this.path = path;
        this.readiness = readiness;
    }

    /** The whole of an answer. */
    public record Answer(int status, Map<String, String> headers, String text) {}

    /**
     * Whether a request is such a question, which the application is not to see.
     *
     * @param pathInApplication of the request, decoded
     */
    public boolean isAt(String pathInApplication) {
        return isAt(pathInApplication, 0);
    }

    /**
     * The same for a request's URI, of which nothing is cut off: each request of a web application is asked about.
     *
     * @param uri decoded, beginning with the context path
     * @param contextPathLength how much of it the context path is
     */
    public boolean isAt(String uri, int contextPathLength) {
        return path.isPresent()
                && uri.length() == contextPathLength + path.get().length()
                && uri.startsWith(path.get(), contextPathLength);
    }

    /** As it is now. */
    public Answer answer() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain;charset=utf-8");
        headers.put("Cache-Control", "no-store");
        if (readiness.obstacle().isEmpty()) {
            return new Answer(OK, headers, "ready\n");
        }
        headers.put("Retry-After", RequestFailure.RETRY_AFTER_SECONDS);
        return new Answer(SERVICE_UNAVAILABLE, headers, "not ready\n");
    }
}
