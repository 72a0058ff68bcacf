package io.github.dynamosession.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.simulation.network.Mutation;
import io.github.dynamosession.simulation.network.Weather.Rates;
import io.github.dynamosession.workload.Anomaly;
import io.github.dynamosession.workload.Checker;
import io.github.dynamosession.workload.Findings;
import io.github.dynamosession.workload.History;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to nodes, clocks, calls and the table, no client sees anything that a promise forbids. Each build begins at
 * another seed, which a failure names. By hand: {@code -Dsimulation.first=SEED -Dsimulation.count=600}, for a million requests.
 */
class SimulationTest {

    private static final long FIRST = Long.getLong("simulation.first", System.nanoTime() >>> 20);
    private static final long COUNT = Long.getLong("simulation.count", 12);
    private static final long ENOUGH_TO_FIND_A_FAULT = 30;

    @Test
    void nothingGoesWrongInAnyStorm() throws InterruptedException {
        requireNoAnomaly(COUNT, simulation -> simulation);
    }

    @Test
    void nothingGoesWrongInAnyStormWhereRequestsLockTheirSession() throws InterruptedException {
        requireNoAnomaly(COUNT / 3, simulation -> simulation.property("lockMode", "session"));
    }

    @Test
    void theSameSeedGivesTheSameHistory() throws InterruptedException {
        History first = Simulation.of(FIRST).build().run();
        History second = Simulation.of(FIRST).build().run();
        assertThat(second.exchanges()).as("seed %d", FIRST).isEqualTo(first.exchanges());
    }

    @Test
    void readsThatAreNotConsistentAreFound() {
        assertThat(kindsFound(simulation -> simulation.mutation(Mutation.READS_NOT_CONSISTENT)))
                .contains(Anomaly.Kind.STALE_READ);
    }

    @Test
    void savesWithoutAFenceAreFound() {
        assertThat(kindsFound(simulation -> simulation.rates(Rates.LATE).mutation(Mutation.SAVES_WITHOUT_FENCE)))
                .contains(Anomaly.Kind.LOST_CHANGE);
    }

    /** Those of late attempts that docs/design/promises.md lists: once they are gone this is to be turned. */
    @Test
    void theRemainingHazardsAreFound() {
        assertThat(kindsFound(simulation -> simulation.rates(Rates.LATE))).contains(Anomaly.Kind.RESURRECTION);
    }

    private static void requireNoAnomaly(long count, UnaryOperator<Simulation.Builder> how)
            throws InterruptedException {
        int requests = 0;
        for (long seed = FIRST; seed < FIRST + count; seed++) {
            Findings findings = findings(seed, how);
            assertThat(findings.anomalies()).as("seed %d: %s", seed, findings).isEmpty();
            requests += findings.history().acknowledgedChanges();
        }
        assertThat(requests).as("changes").isPositive();
    }

    private static Set<Anomaly.Kind> kindsFound(UnaryOperator<Simulation.Builder> how) {
        Set<Anomaly.Kind> found = EnumSet.noneOf(Anomaly.Kind.class);
        LongStream.range(1, ENOUGH_TO_FIND_A_FAULT)
                .takeWhile(seed -> found.size() < 2)
                .forEach(seed -> findings(seed, how).anomalies().forEach(anomaly -> found.add(anomaly.kind())));
        return found;
    }

    private static Findings findings(long seed, UnaryOperator<Simulation.Builder> how) {
        try {
            return Checker.check(how.apply(Simulation.of(seed)).build().run());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
