package io.github.dynamosession.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.workload.Anomaly;
import io.github.dynamosession.workload.Anomaly.Kind;
import io.github.dynamosession.workload.Findings;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload can fail: other ways to keep sessions do not stand it, though nobody is killed. Ours does. */
class BrokenClusterIT {

    private static final int STEPS = 400;

    /** A busy machine is no fault: store calls have as much time as requests. */
    @Test
    void ourSessionsPassWithoutAnyError() throws Exception {
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start()) {
            Findings findings =
                    check(tomcat -> tomcat.jar(DropInJar.tomcat()).contextXml("""
                    <Context>
                      <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" createTable="true" endpoint="%s"
                               callTimeout="PT10S" attemptTimeout="PT10S"/>
                    </Context>
                    """.formatted(dynamoDb.endpoint())));

            assertThat(findings.passed()).as(findings.toString()).isTrue();
            assertThat(findings.history().errors()).isEmpty();
        }
    }

    /** Tomcat's own manager: what one node knows the other does not. */
    @Test
    void localSessionsLogUsersOutAndLoseTheirChanges() throws Exception {
        Findings findings = check(tomcat -> tomcat.contextXml("<Context/>"));

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE, Kind.UNEXPECTED_LOGOUT);
    }

    /** Traps 2, 4, 5 and 6: a request that writes the whole session back takes along what it has not changed. */
    @Test
    void wholeSessionWritesUndoWhatOtherRequestsChanged(@TempDir Path shared) throws Exception {
        Findings findings = check(tomcat -> tomcat.contextXml("""
                <Context>
                  <Valve className="org.apache.catalina.valves.PersistentValve"/>
                  <Manager className="org.apache.catalina.session.PersistentManager">
                    <Store className="org.apache.catalina.session.FileStore" directory="%s"/>
                  </Manager>
                </Context>
                """.formatted(shared)));

        assertThat(findings.anomalies()).extracting(Anomaly::kind).contains(Kind.LOST_CHANGE, Kind.RESURRECTION);
    }

    private static Findings check(UnaryOperator<TomcatNodeBuilder> sessions) throws InterruptedException {
        try (TwoTomcats cluster = TwoTomcats.start(sessions)) {
            Findings findings = Check.ofShop(cluster.address(), STEPS, System.out::println);
            System.out.println(findings);
            return findings;
        }
    }
}
