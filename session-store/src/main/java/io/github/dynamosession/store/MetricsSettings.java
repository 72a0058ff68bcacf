package io.github.dynamosession.store;

import java.util.Optional;
import java.util.Set;

/**
 * Where the figures of a web application's sessions go, besides JMX and whoever listens to {@link SessionMetrics}.
 *
 * @param exports empty: nowhere
 * @param address of this machine, where they can be read; empty: all of them
 * @param port where they can be read
 */
public record MetricsSettings(Set<Export> exports, Optional<String> address, int port) {

    /** A way to export them; each needs its {@link MetricsExport}. */
    public enum Export {
        /** Prometheus, or what understands its format, reads them over HTTP. */
        PROMETHEUS
    }
}
