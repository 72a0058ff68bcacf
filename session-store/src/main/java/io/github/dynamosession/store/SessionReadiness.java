package io.github.dynamosession.store;

import java.util.Optional;

/**
 * Whether this node can serve sessions of the application. The property {@code readinessPath} tells load balancers; a web
 * application with a health page of its own finds it in its {@code ServletContext}:
 *
 * <pre>{@code
 * SessionReadiness sessions = (SessionReadiness) getServletContext().getAttribute(SessionReadiness.CONTEXT_ATTRIBUTE);
 * boolean ready = sessions.obstacle().isEmpty();
 * }</pre>
 *
 * Look it up when it is needed, as of {@link UserSessions}.
 *
 * <p>A node that starts while DynamoDB cannot be reached is not ready before it has found the table as sessions need it.
 * From then on it is, until it stops, also in an outage: that concerns all nodes, and none would be left to answer.
 *
 * <p>Any thread may ask, as often as it likes: nothing is read for it.
 */
@FunctionalInterface
public interface SessionReadiness {

    /** Name of the {@code ServletContext} attribute that holds the application's {@code SessionReadiness}. */
    String CONTEXT_ATTRIBUTE = "io.github.dynamosession.SessionReadiness";

    /** Why this node cannot serve sessions yet, for operators; empty if it can. */
    Optional<String> obstacle();
}
