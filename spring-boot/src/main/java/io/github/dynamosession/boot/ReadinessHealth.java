package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionReadiness;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this node can serve sessions, as health of Spring Boot 4. */
record ReadinessHealth(SessionReadiness readiness) implements HealthIndicator {

    @Override
    public Health health() {
        return readiness
                .obstacle()
                .map(reason -> Health.outOfService().withDetail("reason", reason))
                .orElseGet(Health::up)
                .build();
    }
}
