package io.github.dynamosession.boot;

import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Binds the figures of the sessions to the application's registry, if there is one, while its container runs: they are there
 * from its start on, which is later than its beans. It begins last and ends first.
 */
final class MetersOfNode implements SmartLifecycle {

    private final ServletContext application;
    private final ObjectProvider<MeterRegistry> registries;
    private volatile @Nullable DynamoDbSessionMetrics bound;

    MetersOfNode(ServletContext application, ObjectProvider<MeterRegistry> registries) {
        this.application = application;
        this.registries = registries;
    }

    @Override
    public void start() {
        if (application.getAttribute(SessionMetrics.CONTEXT_ATTRIBUTE) instanceof SessionMetrics metrics) {
            DynamoDbSessionMetrics binder = new DynamoDbSessionMetrics(metrics, Tags.empty());
            registries.ifUnique(binder::bindTo);
            bound = binder;
        }
    }

    @Override
    public void stop() {
        DynamoDbSessionMetrics before = bound;
        bound = null;
        if (before != null) {
            before.close();
        }
    }

    @Override
    public boolean isRunning() {
        return bound != null;
    }
}
