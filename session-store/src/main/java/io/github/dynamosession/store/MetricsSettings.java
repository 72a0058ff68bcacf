package io.github.dynamosession.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the figures of a web application's sessions go, besides JMX and whoever listens to {@link SessionMetrics}.
 *
 * @param exports empty: nowhere
 * @param address of this machine, where they can be read; empty: all of them
 * @param port where they can be read
 * @param interval how often they are sent or written
 * @param file which they are appended to; empty: standard output
 */
public record MetricsSettings(
        Set<Export> exports, Optional<String> address, int port, Duration interval, Optional<Path> file) {

    /** A way to export them; each needs its {@link MetricsExport}. */
    public enum Export {
        /** Prometheus, or what understands its format, reads them over HTTP. */
        PROMETHEUS,
        /** They are sent by OpenTelemetry's protocol, to where its environment variables say. */
        OTLP,
        /** They are written as lines in CloudWatch's embedded metric format. */
        EMF
    }
}
