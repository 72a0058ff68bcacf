package io.github.dynamosession.node;

import static io.github.dynamosession.store.MetricsSettings.Export.PROMETHEUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.MetricsExport;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures go where an operator wants them, or the start says what is missing. */
class MetricsExportsTest {

    private static final MetricsExport FOR_PROMETHEUS = new MetricsExport() {
        @Override
        public MetricsSettings.Export way() {
            return PROMETHEUS;
        }

        @Override
        public Runnable begin(SessionStoreConfig config, SessionMetrics metrics) {
            return () -> {};
        }
    };

    @Test
    void aWayThatIsChosenIsTaken() {
        assertThat(MetricsExports.chosen(Set.of(PROMETHEUS), List.of(FOR_PROMETHEUS)))
                .containsExactly(FOR_PROMETHEUS);
    }

    @Test
    void aJarThatIsThereDoesNothingUnlessItIsChosen() {
        assertThat(MetricsExports.chosen(Set.of(), List.of(FOR_PROMETHEUS))).isEmpty();
    }

    @Test
    void theStartSaysWhichJarIsMissing() {
        SessionStoreConfig config = SessionStoreConfig.of(Map.of("applicationName", "/shop", "metrics", "prometheus"));

        assertThatThrownBy(() -> MetricsExports.installed(config))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(
                        "metrics=prometheus needs the jar of dynamosession-metrics beside that of the sessions");
    }
}
