package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.SessionKeeping.DYNAMODB_MANAGER;
import static io.github.dynamosession.demo.SessionKeeping.DYNAMODB_STORE;
import static io.github.dynamosession.demo.SessionKeeping.DYNAMODB_STORE_TOO_LATE;
import static io.github.dynamosession.demo.SessionKeeping.FILE_STORE;
import static io.github.dynamosession.demo.SessionKeeping.JDBC_STORE;
import static io.github.dynamosession.demo.SessionKeeping.OF_TOMCAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.document.Document;
import io.github.dynamosession.workload.Anomaly;
import io.github.dynamosession.workload.Anomaly.Kind;
import io.github.dynamosession.workload.Checker;
import io.github.dynamosession.workload.Findings;
import io.github.dynamosession.workload.FindingsTable;
import io.github.dynamosession.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload can fail: other ways to keep sessions do not stand it, though nobody is killed. Ours does. */
class BrokenClusterIT {

    private static final int STEPS = 400;

    private static final FindingsTable TABLE = new FindingsTable("sessions kept by");

    @AutoClose
    private static SharedStores stores;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        stores = SharedStores.start(directory);
    }

    @AfterAll
    static void writeTheTableIfAsked() throws IOException {
        if (Document.TOMCAT_STORE.isToBeWritten() && TABLE.size() == SessionKeeping.values().length) {
            Document.TOMCAT_STORE.replacePart(
                    BrokenClusterIT.class,
                    TABLE.markdown(Stream.of(SessionKeeping.values()).map(SessionKeeping::title)));
        }
    }

    /** A busy machine is no fault: store calls have as much time as requests. */
    @Test
    void ourSessionsPassWithoutAnyError() throws Exception {
        Findings findings = check(DYNAMODB_MANAGER);

        assertThat(findings.passed()).as(findings.toString()).isTrue();
        assertThat(findings.history().errors()).isEmpty();
    }

    @Test
    void localSessionsLogUsersOutAndLoseTheirChanges() throws Exception {
        Findings findings = check(OF_TOMCAT);

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE, Kind.UNEXPECTED_LOGOUT);
    }

    /** Traps 2, 4, 5 and 6. */
    @Test
    void wholeSessionWritesToFilesUndoWhatOtherRequestsChanged() throws Exception {
        Findings findings = check(FILE_STORE);

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE, Kind.RESURRECTION);
    }

    @Test
    void wholeSessionWritesToADatabaseUndoWhatOtherRequestsChanged() throws Exception {
        Findings findings = check(JDBC_STORE);

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE, Kind.RESURRECTION);
    }

    @Test
    void ourStoreOfTomcatsManagerUndoesNothing() throws Exception {
        Findings findings = check(DYNAMODB_STORE);

        assertThat(findings.anomalies()).as(findings.toString()).isEmpty();
    }

    /** What PersistentValve cannot help: the client asks another node before the session is saved. */
    @Test
    void ourStoreIsToldTooLateWhereTheApplicationClosesItsAnswers() throws Exception {
        Findings findings = check(DYNAMODB_STORE_TOO_LATE);

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE);
    }

    /** One node after the other, and no more is done about it than docs/tomcat-store.md says. */
    @Test
    void aChangeFromOurStoreToOurManagerUnderLoadLogsNobodyOut() throws Exception {
        try (TwoTomcats cluster = TwoTomcats.start(node -> DYNAMODB_STORE.on(node, stores));
                Workload users = Workload.builder(cluster.address()).start()) {
            goOn(users);
            cluster.changeInTurn(DYNAMODB_MANAGER.contextXml(), () -> goOn(users));
            goOn(users);
            Findings findings = Checker.check(users.finish());

            assertThat(findings.anomalies()).as(findings.toString()).isEmpty();
        }
    }

    private static void goOn(Workload users) {
        int goal = users.begun() + STEPS / 4;
        await().atMost(Duration.ofMinutes(2)).until(() -> users.begun() >= goal);
    }

    private static Findings check(SessionKeeping sessions) throws InterruptedException {
        try (TwoTomcats cluster = TwoTomcats.start(node -> sessions.on(node, stores))) {
            Findings findings = Check.ofShop(cluster.address(), STEPS, System.out::println);
            System.out.println(sessions.title() + "\n" + findings);
            TABLE.add(sessions.title(), findings);
            return findings;
        }
    }

    @Test
    void thePageHasARowForEachAndOursIsClean() throws IOException {
        List<String> rows = Document.TOMCAT_STORE
                .part(BrokenClusterIT.class)
                .lines()
                .skip(2)
                .toList();

        assertThat(rows).hasSameSizeAs(SessionKeeping.values());
        for (SessionKeeping each : SessionKeeping.values()) {
            assertThat(rows.get(each.ordinal())).startsWith("| " + each.title() + " |");
        }
        assertThat(rows.get(DYNAMODB_MANAGER.ordinal())).endsWith("| 0 | 0 | 0 | 0 | 0 |");
    }
}
