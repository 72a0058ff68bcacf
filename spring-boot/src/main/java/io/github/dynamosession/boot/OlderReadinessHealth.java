package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionReadiness;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether this node can serve sessions, as health of Spring Boot 3.5. */
record OlderReadinessHealth(SessionReadiness readiness) implements HealthIndicator {

    @Override
    public Health health() {
        return readiness
                .obstacle()
                .map(reason -> Health.outOfService().withDetail("reason", reason))
                .orElseGet(Health::up)
                .build();
    }
}
