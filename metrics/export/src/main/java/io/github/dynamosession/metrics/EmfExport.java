package io.github.dynamosession.metrics;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes the figures as lines in CloudWatch's embedded metric format. Whatever takes standard output or a file to CloudWatch
 * Logs makes metrics of them: the log driver of ECS, Lambda, CloudWatch's agent.
 */
public final class EmfExport implements MetricsExport {

    /** Of all web applications: each asks a new instance of this class. */
    private static final SharedRegistries<Target> WRITERS = new SharedRegistries<>(EmfExport::writer);

    private record Target(Optional<Path> file, Duration interval) {}

    @Override
    public MetricsSettings.Export way() {
        return MetricsSettings.Export.EMF;
    }

    @Override
    public Runnable begin(SessionStoreConfig config, SessionMetrics metrics) {
        MetricsSettings settings = config.metrics();
        return WRITERS.add(new Target(settings.file(), settings.interval()), config.applicationName(), metrics);
    }

    private static SharedRegistries.Opened writer(Target target) {
        return new SharedRegistries.Opened(EmfRegistry.start(target.interval, lines(target)), () -> {});
    }

    private static EmfLines lines(Target target) {
        if (target.file.isEmpty()) {
            return EmfLines.toStandardOutput();
        }
        Path file = target.file.get();
        try {
            return EmfLines.to(file);
        } catch (IOException e) {
            throw new InvalidConfigurationException(List.of("metricsFile=" + file + " must be a file that this process"
                    + " may write, in a directory that is there: " + e));
        }
    }
}
