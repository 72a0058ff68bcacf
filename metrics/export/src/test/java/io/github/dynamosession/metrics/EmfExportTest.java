package io.github.dynamosession.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the lines for CloudWatch go. */
class EmfExportTest {

    private final SessionMetrics shop = new SessionMetrics();

    @TempDir
    private Path logs;

    private Runnable begin(Path file) {
        return new EmfExport()
                .begin(
                        SessionStoreConfig.of(Map.of(
                                "applicationName", "/shop", "metricsInterval", "1s", "metricsFile", file.toString())),
                        shop);
    }

    @Test
    void theFileGetsALineForEachIntervalAndMayBeMovedAway() throws Exception {
        Path file = logs.resolve("metrics.json");
        Runnable end = begin(file);
        Figures.load(shop, 3);
        await().untilAsserted(() -> assertThat(file).content().contains("\"application\":\"/shop\""));
        Files.move(file, logs.resolve("metrics.json.1"));

        Figures.load(shop, 1);
        end.run();

        assertThat(file).content().contains("\"dynamosession.store.call.count\":1.0");
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheStart() {
        assertThatThrownBy(() -> begin(logs.resolve("not/there.json")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("metricsFile=" + logs.resolve("not/there.json") + " must be a file that");
        assertThat(shop.isHeard()).isFalse();
    }

    @Test
    void aDiskThatIsFullLaterIsSaidAndSessionsGoOn() throws Exception {
        Path file = logs.resolve("metrics.json");
        try (Logged log = Logged.by(EmfLines.class)) {
            Runnable end = begin(file);
            Files.delete(file);
            Files.createDirectory(file);
            Figures.load(shop, 1);
            end.run();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("figures of sessions are not written to " + file);
        }
    }
}
