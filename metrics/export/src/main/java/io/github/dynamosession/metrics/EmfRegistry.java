package io.github.dynamosession.metrics;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.OwnThreads;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was counted in each interval as lines of CloudWatch's embedded metric format, one for each set of tags, which are
 * the dimensions. A meter that is at zero is left out: each line is paid for.
 */
final class EmfRegistry extends StepMeterRegistry {

    static final String NAMESPACE = "Dynamosession";

    /** Of base units; all others are numbers of something. */
    private static final Map<String, String> UNITS =
            Map.of(BaseUnits.BYTES, "Bytes", BaseUnits.MILLISECONDS, "Milliseconds", BaseUnits.PERCENT, "Percent");

    private final EmfLines lines;

    private EmfRegistry(StepRegistryConfig config, Clock clock, EmfLines lines) {
        super(config, clock);
        this.lines = lines;
        config().meterFilter(new WithoutBuckets());
    }

    static EmfRegistry start(Duration interval, EmfLines lines) {
        EmfRegistry registry = with(interval, Clock.SYSTEM, lines);
        registry.start(OwnThreads.named("dynamosession-emf"));
        return registry;
    }

    /** It writes only when it is told to, and when it is closed. */
    static EmfRegistry with(Duration interval, Clock clock, EmfLines lines) {
        return new EmfRegistry(new Writing(interval), clock, lines);
    }

    private record Writing(Duration step) implements StepRegistryConfig {

        @Override
        public String prefix() {
            return "emf";
        }

        @Override
        public @Nullable String get(String key) {
            return null;
        }
    }

    /** CloudWatch has no use for them: each would be a metric, and paid for. */
    private static final class WithoutBuckets implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.NONE;
        }
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.MILLISECONDS;
    }

    @Override
    protected void publish() {
        Map<List<Tag>, List<Meter>> byTags = new LinkedHashMap<>();
        for (Meter meter : getMeters()) {
            if (hasCounted(meter)) {
                byTags.computeIfAbsent(meter.getId().getTags(), tags -> new ArrayList<>())
                        .add(meter);
            }
        }
        lines.write(byTags.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static boolean hasCounted(Meter meter) {
        for (Measurement measurement : meter.measure()) {
            boolean tells =
                    measurement.getStatistic() == Statistic.COUNT || measurement.getStatistic() == Statistic.VALUE;
            if (tells && measurement.getValue() == 0) {
                return false;
            }
        }
        return true;
    }

    private String line(List<Tag> tags, List<Meter> meters) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Meter meter : meters) {
            for (Measurement measurement : meter.measure()) {
                String name = meter.getId().getName() + "."
                        + measurement.getStatistic().getTagValueRepresentation();
                metrics.add(
                        new TreeMap<>(Map.of("Name", name, "Unit", unit(meter.getId(), measurement.getStatistic()))));
                values.put(name, measurement.getValue());
            }
        }
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", NAMESPACE);
        directive.put("Dimensions", List.of(tags.stream().map(Tag::getKey).toList()));
        directive.put("Metrics", metrics);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("_aws", new TreeMap<>(Map.of("Timestamp", clock.wallTime(), "CloudWatchMetrics", List.of(directive))));
        tags.forEach(tag -> root.put(tag.getKey(), tag.getValue()));
        root.putAll(values);
        try {
            return JSON.std.asString(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unit(Meter.Id id, Statistic statistic) {
        if (statistic == Statistic.COUNT) {
            return "Count";
        }
        return id.getType() == Meter.Type.TIMER
                ? "Milliseconds"
                : UNITS.getOrDefault(String.valueOf(id.getBaseUnit()), "Count");
    }
}
