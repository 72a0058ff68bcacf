package io.github.dynamosession.micrometer;

import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Binds the figures of a web application's sessions on this node to a registry of Micrometer; docs/metrics.md has the
 * meters. A program that knows the application's {@code ServletContext} writes
 *
 * <pre>{@code
 * new DynamoDbSessionMetrics(
 *                 (SessionMetrics) context.getAttribute(SessionMetrics.CONTEXT_ATTRIBUTE), Tags.of("application", "shop"))
 *         .bindTo(registry);
 * }</pre>
 *
 * <p>The names of calls and reasons become tags; ids, users and values never do.
 */
public final class DynamoDbSessionMetrics implements MeterBinder, AutoCloseable {

    private final SessionMetrics metrics;
    private final Tags tags;
    private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();

    /** @param tags of each meter, such as the application's name where one registry has several */
    public DynamoDbSessionMetrics(SessionMetrics metrics, Iterable<Tag> tags) {
        this.metrics = Objects.requireNonNull(metrics, "metrics: has the web application sessions in DynamoDB?");
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        LoadMeters load = new LoadMeters(registry, tags, metrics);
        ends.add(metrics.listen(new Meters(registry, tags)));
        ends.add(metrics.listen(load));
        ends.add(load::close);
    }

    /** Binds no more: gauges leave the registry, the other meters stay as they are. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
