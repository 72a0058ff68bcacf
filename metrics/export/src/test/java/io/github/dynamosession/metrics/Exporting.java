package io.github.dynamosession.metrics;

import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** A node of a moment: reads three sessions, and exports that in the ways of its argument. */
final class Exporting {

    private Exporting() {}

    public static void main(String... ways) {
        SessionStoreConfig config =
                SessionStoreConfig.of(Map.of("applicationName", "/shop", "metrics", String.join(",", ways)));
        SessionMetrics shop = new SessionMetrics();
        var ends = ServiceLoader.load(MetricsExport.class).stream()
                .map(Provider::get)
                .filter(export -> config.metrics().exports().contains(export.way()))
                .map(export -> export.begin(config, shop))
                .toList();
        Figures.load(shop, 3);
        ends.forEach(Runnable::run);
    }
}
