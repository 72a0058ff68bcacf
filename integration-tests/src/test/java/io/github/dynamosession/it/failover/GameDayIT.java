package io.github.dynamosession.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.document.Document;
import io.github.dynamosession.it.Figures;
import io.github.dynamosession.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Breaks the cluster in ten ways while users are on it, and waits each time for the alarm that is to tell of it, and for its
 * end. The table in {@code docs/runbook.md} is made here.
 */
@RequiresDocker
class GameDayIT {

    private static final int CLIENTS = 4;
    private static final Duration THINK_TIME = Duration.ofMillis(500);
    private static final int STEPS_OF_WARM_UP = 50;
    private static final Duration FIRES_WITHIN = Duration.ofMinutes(3);
    private static final Duration OVER_WITHIN = Duration.ofMinutes(6);

    private record Measured(Duration untilItFired, Duration untilItWasOver) {}

    private final Map<GameDayFault, Measured> measured = new EnumMap<>(GameDayFault.class);

    /** It takes twenty minutes; in every build, promtool tests the alarms by made-up figures. */
    @Test
    void eachFaultRaisesItsAlarmWhichEndsWithIt() throws IOException {
        assumeThat(Figures.areWanted() || Document.RUNBOOK.isToBeWritten())
                .as("with -Dfigures only")
                .isTrue();
        try (ComposeCluster cluster = ComposeCluster.start()) {
            Prometheus prometheus = cluster.startPrometheus();
            for (GameDayFault fault : GameDayFault.values()) {
                fault.need().orSkip();
                measured.put(fault, measure(cluster, prometheus, fault));
            }
        }
        if (Document.RUNBOOK.isToBeWritten()) {
            Document.RUNBOOK.replacePart(GameDayIT.class, markdown());
        }
    }

    private static Measured measure(ComposeCluster cluster, Prometheus prometheus, GameDayFault fault) {
        try (Workload users = Workload.builder(cluster.shop())
                .clients(CLIENTS)
                .thinkTime(THINK_TIME)
                .start()) {
            new Load(users).goOn(STEPS_OF_WARM_UP);
            await().atMost(OVER_WITHIN).until(() -> prometheus.alarms().isEmpty());
            Instant begin = Instant.now();
            Runnable end = fault.begin(cluster);
            Duration fired;
            try {
                await(fault + ": " + fault.alarm())
                        .atMost(FIRES_WITHIN)
                        .until(() -> prometheus.alarms().contains(fault.alarm()));
                fired = Duration.between(begin, Instant.now());
            } finally {
                end.run();
            }
            Instant mended = Instant.now();
            await(fault + ": the end of " + fault.alarm())
                    .atMost(OVER_WITHIN)
                    .until(() -> prometheus.alarms().isEmpty());
            Measured result = new Measured(fired, Duration.between(mended, Instant.now()));
            System.out.println(row(fault, result));
            return result;
        }
    }

    private String markdown() {
        StringBuilder table = new StringBuilder("| fault | alarm | fired after | over, after the end of the fault |\n");
        table.append("| --- | --- | ---: | ---: |\n");
        measured.forEach((fault, result) -> table.append(row(fault, result)));
        return table.toString();
    }

    private static String row(GameDayFault fault, Measured result) {
        return String.format(
                Locale.ROOT,
                "| %s | [%s](#%s) | %d s | %d s |\n",
                fault.title(),
                fault.alarm(),
                fault.alarm().toLowerCase(Locale.ROOT),
                result.untilItFired().toSeconds(),
                result.untilItWasOver().toSeconds());
    }

    @Test
    void thePageHasARowForEachFault() throws IOException {
        List<String> rows =
                Document.RUNBOOK.part(GameDayIT.class).lines().skip(2).toList();

        assertThat(rows).hasSameSizeAs(GameDayFault.values());
        for (GameDayFault fault : GameDayFault.values()) {
            assertThat(rows.get(fault.ordinal()))
                    .startsWith("| " + fault.title() + " | [" + fault.alarm() + "](#"
                            + fault.alarm().toLowerCase(Locale.ROOT) + ") |");
        }
    }
}
