package io.github.dynamosession.node;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.Set;

/** Finds what exports figures in the ways that an operator has chosen. */
final class MetricsExports {

    private MetricsExports() {}

    /**
     * Those beside our own classes, whatever the web application brings along.
     *
     * @throws InvalidConfigurationException if there is none for a way
     */
    static List<MetricsExport> chosen(SessionStoreConfig config) {
        Set<MetricsSettings.Export> ways = config.metrics().exports();
        if (ways.isEmpty()) {
            return List.of();
        }
        List<MetricsExport> installed =
                ServiceLoader.load(MetricsExport.class, MetricsExport.class.getClassLoader()).stream()
                        .map(Provider::get)
                        .toList();
        List<String> missing = ways.stream()
                .filter(way -> installed.stream().noneMatch(export -> export.way() == way))
                .map(way -> "metrics=" + way.name().toLowerCase(Locale.ROOT)
                        + " needs the jar of dynamosession-metrics beside that of the sessions (docs/metrics.md);"
                        + " put it there, or leave metrics empty")
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidConfigurationException(missing);
        }
        return installed.stream().filter(export -> ways.contains(export.way())).toList();
    }
}
