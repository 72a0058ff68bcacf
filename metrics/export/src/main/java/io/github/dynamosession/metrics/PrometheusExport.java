package io.github.dynamosession.metrics;

import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * A page at {@code /metrics} of a port of its own, for Prometheus. Applications that name the same address and port share
 * it, each with its name as the label {@code application}.
 */
public final class PrometheusExport implements MetricsExport {

    /** Of all web applications: each asks a new instance of this class. */
    private static final SharedRegistries<ScrapeAddress> PAGES = new SharedRegistries<>(PrometheusExport::page);

    @Override
    public MetricsSettings.Export way() {
        return MetricsSettings.Export.PROMETHEUS;
    }

    @Override
    public Runnable begin(SessionStoreConfig config, SessionMetrics metrics) {
        return PAGES.add(ScrapeAddress.of(config.metrics()), config.applicationName(), metrics);
    }

    private static SharedRegistries.Opened page(ScrapeAddress address) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ScrapeServer server = ScrapeServer.start(address, registry.getPrometheusRegistry());
        return new SharedRegistries.Opened(registry, server::close);
    }
}
