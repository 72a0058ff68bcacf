package io.github.dynamosession.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.document.Document;
import io.github.dynamosession.it.Answer;
import io.github.dynamosession.it.Browser;
import io.github.dynamosession.it.Figures;
import io.github.dynamosession.it.Node;
import io.github.dynamosession.workload.Checker;
import io.github.dynamosession.workload.Exchange;
import io.github.dynamosession.workload.Findings;
import io.github.dynamosession.workload.FindingsTable;
import io.github.dynamosession.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The mission: two Tomcats and two Jettys behind a balancer without stickiness, nodes lost in every way, and no session
 * with them. The table in {@code docs/failover.md} is made here.
 */
@RequiresDocker
@TestInstance(Lifecycle.PER_CLASS)
class FailoverIT {

    private static final int CLIENTS = 8;
    private static final Duration THINK_TIME = Duration.ofMillis(100);
    private static final int STEPS_OF_WARM_UP = 300;
    private static final int STEPS_BEFORE = 100;
    private static final int STEPS_TO_RECOVER = 100;
    private static final int STEPS_AFTER = 100;
    private static final int DYNAMODB_PORT = 8000;

    /** Of what is done to nodes, networks and DynamoDB one each; all others take ten minutes more, and are for figures. */
    private static final Set<Fault> IN_EVERY_BUILD =
            EnumSet.of(Fault.KILL, Fault.STOP, Fault.NO_WAY_TO_DYNAMODB, Fault.DYNAMODB_RESTART);

    private final FindingsTable table = new FindingsTable("while the users shop");

    @AutoClose // also when the warm-up fails; there is nothing to close when the cluster did not start
    private ComposeCluster cluster;

    @BeforeAll
    void start() {
        cluster = ComposeCluster.start();
        warmUp();
    }

    /** Servers that have just started compile and load classes: their first answers may take longer than a store call. */
    private void warmUp() {
        try (Workload users = users()) {
            new Load(users).goOn(STEPS_OF_WARM_UP);
        }
    }

    private Workload users() {
        return Workload.builder(cluster.shop())
                .clients(CLIENTS)
                .thinkTime(THINK_TIME)
                .start();
    }

    @AfterAll
    void writeTheTableIfAsked() throws IOException {
        if (Document.FAILOVER.isToBeWritten() && table.size() == Fault.values().length) {
            Document.FAILOVER.replacePart(
                    FailoverIT.class, table.markdown(Stream.of(Fault.values()).map(Fault::title)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWasAcknowledgedIsLostWhen(Fault fault) throws InterruptedException {
        assumeThat(IN_EVERY_BUILD.contains(fault) || isForFigures())
                .as("with -Dfigures only")
                .isTrue();
        fault.need().orSkip();
        Instant recovered;
        Findings findings;
        try (Workload users = users()) {
            Load load = new Load(users);
            load.goOn(STEPS_BEFORE);
            fault.happen(cluster, load);
            cluster.awaitWhole();
            load.goOn(STEPS_TO_RECOVER);
            recovered = Instant.now();
            load.goOn(STEPS_AFTER);
            findings = Checker.check(users.finish());
        }
        table.add(fault.title(), findings);
        System.out.println(fault.title() + "\n" + findings);

        List<Exchange> errors = findings.history().failures();
        assertThat(findings.passed()).as(findings.toString()).isTrue();
        assertThat(errors.stream().filter(error -> error.begin().isAfter(recovered)))
                .as("errors after the fault")
                .isEmpty();
        switch (fault.errors()) {
            case NONE -> assertThat(errors).isEmpty();
            case CERTAINLY -> assertThat(errors).isNotEmpty();
            case PERHAPS -> {
                // those that were in flight at the moment
            }
        }
        assertThat(findings.history().answersByNode()).hasSize(cluster.nodes().size());
    }

    /** TCP would deliver it when the network is whole again, on top of what other nodes have saved meanwhile. */
    @Test
    void aSaveThatTimedOutNeverArrivesLater() {
        Need.PACKET_FILTER.orSkip();
        Browser user = new Browser();
        Node cutOff = cluster.node("tomcat-a");
        Node another = cluster.node("tomcat-b");
        assertThat(counted(user, another)).isEqualTo("200, 1");

        try (NetworkTrouble network = cluster.node("tomcat-a").container().network()) {
            network.swallow(DYNAMODB_PORT, "UpdateItem");
            assertThat(counted(user, cutOff)).startsWith("503");
            assertThat(counted(user, another)).isEqualTo("200, 2");
            assertThat(counted(user, another)).isEqualTo("200, 3");
            network.heal();
            await().until(() -> !network.hasUnsentDataFor(DYNAMODB_PORT));
        }

        assertThat(counted(user, another)).isEqualTo("200, 4");
    }

    private static boolean isForFigures() {
        return Figures.areWanted() || Document.FAILOVER.isToBeWritten();
    }

    private static String counted(Browser user, Node node) {
        Answer answer = user.post(node, "/api/count", "");
        return answer.status() + ", " + answer.body().replaceAll(".*\"counter\":(\\d+).*", "$1");
    }

    @Test
    void thePageHasARowForEachFaultAndNothingWasLost() throws IOException {
        List<String> rows =
                Document.FAILOVER.part(FailoverIT.class).lines().skip(2).toList();

        assertThat(rows).hasSameSizeAs(Fault.values());
        for (Fault fault : Fault.values()) {
            assertThat(rows.get(fault.ordinal()))
                    .startsWith("| " + fault.title() + " |")
                    .endsWith("| 0 | 0 | 0 | 0 | 0 |");
        }
    }
}
