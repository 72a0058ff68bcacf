package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionReadiness;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/** Finds the application's {@link SessionReadiness} with each question, as {@link SessionsOfUsers} does. */
record ReadinessOfNode(ServletContext application) implements SessionReadiness {

    @Override
    public Optional<String> obstacle() {
        return application.getAttribute(CONTEXT_ATTRIBUTE) instanceof SessionReadiness now
                ? now.obstacle()
                : Optional.of("the sessions of this application are not in DynamoDB, or its container has not started");
    }
}
