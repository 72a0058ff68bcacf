package io.github.dynamosession.testapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of a request that are still to be done. One thread at a time works on it. */
final class Script {

    /** What one word of the script does. */
    @FunctionalInterface
    interface Step {
        void run(Exchange exchange) throws Exception;
    }

    private static final String HANDED_OVER = "script.remaining";
    private static final Map<String, Step> STEPS = new HashMap<>();

    static {
        STEPS.putAll(SessionSteps.ALL);
        STEPS.putAll(LoginSteps.ALL);
        STEPS.putAll(ResponseSteps.ALL);
        STEPS.putAll(AsyncSteps.ALL);
        STEPS.putAll(NodeSteps.ALL);
        STEPS.putAll(ApplicationSteps.ALL);
        STEPS.putAll(JvmSteps.ALL);
        STEPS.putAll(UserSteps.ALL);
    }

    private final Deque<String> remaining;
    private @Nullable HttpSession keptSession;

    Script(List<String> steps) {
        this.remaining = new ArrayDeque<>(steps);
    }

    /** The script that a forward, an include or an asynchronous dispatch left to its target. */
    static Optional<Script> handedOver(HttpServletRequest request) {
        String steps = (String) request.getAttribute(HANDED_OVER);
        request.removeAttribute(HANDED_OVER);
        return Optional.ofNullable(steps)
                .map(text ->
                        new Script(text.isEmpty() ? List.of() : text.lines().toList()));
    }

    /** Leaves the rest to the target of a dispatch; as text, because the target may be another web application. */
    void handOver(HttpServletRequest request) {
        request.setAttribute(HANDED_OVER, String.join("\n", takeRest().remaining));
    }

    /** The steps that are left; this script ends. */
    Script takeRest() {
        Script rest = new Script(List.copyOf(remaining));
        rest.keptSession = keptSession;
        remaining.clear();
        return rest;
    }

    /** From now on the steps use the session that the request has now, and no longer ask the request for it. */
    void keepSession(HttpServletRequest request) {
        keptSession = request.getSession();
    }

    HttpSession session(HttpServletRequest request) {
        return keptSession == null ? request.getSession() : keptSession;
    }

    void run(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        while (!remaining.isEmpty()) {
            Exchange exchange = new Exchange(this, remaining.remove(), request, response);
            try {
                stepOf(exchange).run(exchange);
            } catch (ServletException | IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }
    }

    private static Step stepOf(Exchange exchange) {
        return Optional.ofNullable(STEPS.get(exchange.argument(0)))
                .orElseThrow(() -> new IllegalArgumentException("no such step: " + exchange.text()));
    }
}
