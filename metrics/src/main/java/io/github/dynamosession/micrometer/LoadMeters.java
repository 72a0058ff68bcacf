package io.github.dynamosession.micrometer;

import io.github.dynamosession.store.MetricsListener;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** How much the sessions of this node are, and how full that makes it, in one registry. */
final class LoadMeters implements MetricsListener, AutoCloseable {

    private final MeterRegistry registry;
    private final Timer connectionWaits;
    private final DistributionSummary valueSizes;
    private final Counter cacheHits;
    private final Counter cacheMisses;
    private final AtomicLong leased = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final List<Gauge> gauges;

    LoadMeters(MeterRegistry registry, Tags tags, SessionMetrics metrics) {
        this.registry = registry;
        connectionWaits = Meters.timer(
                        "dynamosession.connection.wait", "Waits of attempts for a connection to DynamoDB.", tags)
                .serviceLevelObjectives(Meters.BUCKETS)
                .register(registry);
        valueSizes = DistributionSummary.builder("dynamosession.value.size")
                .description("What a value of a session takes that was saved.")
                .baseUnit(BaseUnits.BYTES)
                .tags(tags)
                .register(registry);
        cacheHits = cacheGets(tags.and("result", "hit"));
        cacheMisses = cacheGets(tags.and("result", "miss"));
        gauges = List.of(
                connections(tags.and("state", "leased"), leased::get),
                connections(tags.and("state", "pending"), pending::get),
                gauge(
                        "dynamosession.expiry.backlog",
                        "Expired sessions that this node found when it last looked for some.",
                        tags,
                        () -> metrics.statistics().expiryBacklog()),
                gauge(
                        "dynamosession.sessions.seen",
                        "Estimate of the sessions that requests were in, in the last five to ten minutes.",
                        tags,
                        () -> metrics.statistics().sessionsSeen()));
    }

    private Counter cacheGets(Tags tags) {
        return Meters.counter("dynamosession.cache.gets", "Values with items of their own that were asked for.", tags)
                .baseUnit("gets")
                .register(registry);
    }

    private Gauge connections(Tags tags, Supplier<Number> now) {
        return gauge(
                "dynamosession.connections", "Connections to DynamoDB, as the last attempt found them.", tags, now);
    }

    private Gauge gauge(String name, String description, Tags tags, Supplier<Number> now) {
        return Gauge.builder(name, now).description(description).tags(tags).register(registry);
    }

    @Override
    public void connectionWait(long nanoseconds, int leasedNow, int pendingNow) {
        connectionWaits.record(nanoseconds, TimeUnit.NANOSECONDS);
        leased.set(leasedNow);
        pending.set(pendingNow);
    }

    @Override
    public void valueSaved(long bytes) {
        valueSizes.record(bytes);
    }

    @Override
    public void largeValueRead(boolean cached) {
        (cached ? cacheHits : cacheMisses).increment();
    }

    /** Its gauges are there no more: they would show for ever what was so at last. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
