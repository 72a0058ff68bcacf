package io.github.dynamosession.metrics;

import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.OwnThreads;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the figures to a collector by OpenTelemetry's protocol, over HTTP. Where to, and as whom, the standard's environment
 * variables say: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_SERVICE_NAME} and their kin.
 */
public final class OtlpExport implements MetricsExport {

    /** Of all web applications: each asks a new instance of this class. */
    private static final SharedRegistries<Duration> SENDERS = new SharedRegistries<>(OtlpExport::sender);

    @Override
    public MetricsSettings.Export way() {
        return MetricsSettings.Export.OTLP;
    }

    @Override
    public Runnable begin(SessionStoreConfig config, SessionMetrics metrics) {
        return SENDERS.add(config.metrics().interval(), config.applicationName(), metrics);
    }

    private static SharedRegistries.Opened sender(Duration interval) {
        OtlpMeterRegistry registry = OtlpMeterRegistry.builder(new Sending(interval))
                .threadFactory(OwnThreads.named("dynamosession-otlp"))
                .build();
        return new SharedRegistries.Opened(registry, () -> {});
    }

    /** All else is as the environment says. */
    private record Sending(Duration step) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        /** As OpenTelemetry wants it, and so with the same names and buckets as on the page for Prometheus. */
        @Override
        public TimeUnit baseTimeUnit() {
            return TimeUnit.SECONDS;
        }
    }
}
