package io.github.dynamosession.it.failover;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

final class DockerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (System.getenv("CI") != null || DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("a Docker Engine must answer");
        }
        String message = context.getDisplayName() + " SKIPPED: no Docker Engine with Compose answers";
        System.err.printf("%n======== %s ========%n%n", message);
        return ConditionEvaluationResult.disabled(message);
    }
}
