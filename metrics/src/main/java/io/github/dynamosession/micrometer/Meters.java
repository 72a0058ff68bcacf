package io.github.dynamosession.micrometer;

import io.github.dynamosession.store.MetricsListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What happens, in one registry. What is counted by reasons that are known is there from the start, at zero. */
final class Meters implements MetricsListener {

    private static final String CALL = "call";
    private static final String OUTCOME = "outcome";
    private static final String CAUSE = "cause";
    private static final String KIND = "kind";

    static final Duration[] BUCKETS = IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final Duration[] BUCKETS_OF_DELAYS =
            IntStream.of(1, 2, 5, 15, 60).mapToObj(Duration::ofMinutes).toArray(Duration[]::new);

    private static final double[] BUCKETS_OF_SIZES = {1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18};

    private final MeterProvider<Timer> calls;
    private final MeterProvider<Counter> units;
    private final MeterProvider<Counter> repetitions;
    private final MeterProvider<Timer> lockWaits;
    private final MeterProvider<Counter> refusals;
    private final DistributionSummary sessionSizes;
    private final Timer expiryDelays;
    private final Counter lateSaves;

    Meters(MeterRegistry registry, Tags tags) {
        calls = timer("dynamosession.store.call", "Calls to DynamoDB, with all their attempts.", tags)
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
        units = counter("dynamosession.store.units", "Capacity units that DynamoDB reported.", tags)
                .baseUnit("units")
                .withRegistry(registry);
        repetitions = counter(
                        "dynamosession.store.repetitions", "Attempts of calls that failed and were made again.", tags)
                .baseUnit("repetitions")
                .withRegistry(registry);
        lockWaits = timer("dynamosession.lock.wait", "Waits of requests for the lock of their session.", tags)
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
        refusals = counter(
                        "dynamosession.requests.refused",
                        "Requests that got 503 or 500, or a response cut short, for their session.",
                        tags)
                .withRegistry(registry);
        sessionSizes = DistributionSummary.builder("dynamosession.session.size")
                .description("What the values of a session take that was read from DynamoDB.")
                .baseUnit(BaseUnits.BYTES)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS_OF_SIZES)
                .register(registry);
        expiryDelays = timer(
                        "dynamosession.expiry.delay",
                        "How long after its end this node told of a session that had expired.",
                        tags)
                .serviceLevelObjectives(BUCKETS_OF_DELAYS)
                .register(registry);
        lateSaves = counter(
                        "dynamosession.late.saves",
                        "Changes that were saved after their client had the whole response.",
                        tags)
                .baseUnit("saves")
                .register(registry);
        for (Refusal why : Refusal.values()) {
            refusals.withTag(CAUSE, lower(why));
        }
    }

    static Timer.Builder timer(String name, String description, Tags tags) {
        return Timer.builder(name).description(description).tags(tags);
    }

    static Counter.Builder counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void storeCall(String call, Outcome outcome, long nanoseconds) {
        calls.withTags(CALL, call, OUTCOME, lower(outcome)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void storeUnits(String call, double readUnits, double writeUnits) {
        count(call, "read", readUnits);
        count(call, "write", writeUnits);
    }

    private void count(String call, String kind, double some) {
        if (some > 0) {
            units.withTags(CALL, call, KIND, kind).increment(some);
        }
    }

    @Override
    public void storeRepetition(String call, Repetition why) {
        repetitions.withTags(CALL, call, CAUSE, lower(why)).increment();
    }

    @Override
    public void sessionRead(long bytes) {
        sessionSizes.record(bytes);
    }

    @Override
    public void lateSave() {
        lateSaves.increment();
    }

    @Override
    public void lockWait(boolean taken, long nanoseconds) {
        lockWaits.withTag(OUTCOME, taken ? "taken" : "not_taken").record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void requestRefused(Refusal why) {
        refusals.withTag(CAUSE, lower(why)).increment();
    }

    @Override
    public void sessionExpired(long nanoseconds) {
        expiryDelays.record(nanoseconds, TimeUnit.NANOSECONDS);
    }
}
