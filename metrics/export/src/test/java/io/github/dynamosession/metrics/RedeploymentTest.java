package io.github.dynamosession.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an export makes belongs to all applications: it outlives the one that came first, and must not hold it. */
class RedeploymentTest {

    @TempDir
    private Path logs;

    static List<MetricsExport> exports() {
        return ServiceLoader.load(MetricsExport.class).stream()
                .map(Provider::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("exports")
    void noThreadKeepsAnApplicationsClassLoader(MetricsExport export) throws Exception {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of(
                "applicationName",
                "/shop",
                "metricsAddress",
                "127.0.0.1",
                "metricsPort",
                String.valueOf(Ports.free()),
                "metricsFile",
                logs.resolve("metrics.json").toString()));
        try (URLClassLoader ofTheApplication =
                new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            FutureTask<Runnable> begin = new FutureTask<>(() -> export.begin(config, new SessionMetrics()));
            Thread starting = new Thread(begin, "starts /shop");
            starting.setContextClassLoader(ofTheApplication);
            starting.start();
            Runnable end = begin.get();
            starting.join();

            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("dynamosession-"))
                    .filteredOn(thread -> thread.getContextClassLoader() == ofTheApplication)
                    .isEmpty();
            end.run();
        }
    }
}
