package io.github.dynamosession.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.migrations.Shopper.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of {@code docs/migration.md}, with the old system as it is: nobody who is logged in has to log in again. */
final class MigrationIT {

    private static final Map<NewNodes, Cluster> newClusters = new EnumMap<>(NewNodes.class);
    private static OldStores stores;
    private static DynamoDbLocal dynamoDb;

    @BeforeAll
    static void startStores() {
        dynamoDb = DynamoDbLocal.start();
        stores = new OldStores(dynamoDb);
    }

    @AfterAll
    static void stopAll() throws IOException {
        newClusters.values().forEach(Cluster::close);
        stores.close();
        dynamoDb.close();
    }

    /** One for all systems that are replaced by it: the sessions of one are none of the other's. */
    private static Cluster newCluster(NewNodes kind) {
        return newClusters.computeIfAbsent(
                kind,
                description -> Cluster.start("new", () -> description
                        .node()
                        .environment(
                                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString())));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void sessionsEndWhereTheyBegan(OldSystem system) {
        Cluster newNodes = newCluster(system.newNodes());
        try (Cluster oldNodes = Cluster.start("old", () -> system.node(stores));
                LoadBalancer balancer = LoadBalancer.start(
                        Map.of(
                                "OLD", TargetGroup.of(oldNodes.nodes(), system.isSticky()),
                                "NEW", TargetGroup.of(newNodes.nodes(), false)),
                        "OLD")) {
            new Move(system, balancer).run(oldNodes::close);
        }
    }

    @Test
    void whoIsAskedToLogInByTheContainerIsOnNewNodes() {
        Cluster newNodes = newCluster(NewNodes.TOMCAT);
        try (ServerNode oldNode = OldSystem.members("old").start().awaitReady();
                LoadBalancer balancer = LoadBalancer.start(
                        Map.of(
                                "OLD", TargetGroup.of(List.of(oldNode), false),
                                "NEW", TargetGroup.of(newNodes.nodes(), false)),
                        "OLD")) {
            Shopper ann = new Shopper(balancer.address());
            assertThat(ann.look("/members/account")).satisfies(shows("old", "", ""));
            assertThat(ann.logInToTheContainer("/members", "ann", "secret")).satisfies(shows("old", "ann", ""));
            balancer.run(MigrationPage.block("Let new users in", "sh"));
            assertThat(ann.leave("/members")).satisfies(shows("old", "ann", ""));
            Instant idle = Instant.now().plus(Duration.ofSeconds(2));
            await().until(() -> Instant.now().isAfter(idle));

            assertThat(ann.look("/members/account?of=today"))
                    .as("the login page")
                    .satisfies(shows("new", "", ""));
            assertThat(ann.logInToTheContainer("/members", "ann", "secret")).satisfies(shows("new", "ann", ""));
        }
    }

    private static Consumer<Page> shows(String side, String user, String cart) {
        return page -> {
            assertThat(page.user()).isEqualTo(user);
            assertThat(page.cart()).isEqualTo(cart);
            assertThat(page.node()).startsWith(side);
        };
    }

    /** What the users of one shop see of its move. */
    private static final class Move {

        private final OldSystem system;
        private final LoadBalancer balancer;
        private final Shopper ann;
        private final Shopper ben;
        private final Shopper cid;
        private final Shopper dora;
        private final Shopper eve;

        Move(OldSystem system, LoadBalancer balancer) {
            this.system = system;
            this.balancer = balancer;
            this.ann = new Shopper(balancer.address());
            this.ben = new Shopper(balancer.address());
            this.cid = new Shopper(balancer.address());
            this.dora = new Shopper(balancer.address());
            this.eve = new Shopper(balancer.address());
        }

        void run(Runnable stopOldNodes) {
            threeUsersAreLoggedInOnOldNodes();
            Instant benIsIdle = Instant.now().plus(Duration.ofSeconds(2));

            follow("Let new users in", 0);
            oldUsersGoOnAndNewUsersReachNewNodes();

            follow("The way back", 0);
            theWayBackLogsNobodyOut();

            follow("The way back", 1);
            await().until(() -> Instant.now().isAfter(benIsIdle));
            whoseSessionHasEndedReachesNewNodes();

            follow("Take the old nodes away", 0);
            stopOldNodes.run();
            nothingIsLostOnNewNodes();
        }

        private void follow(String step, int lines) {
            balancer.run(MigrationPage.blocks(step, "sh").get(lines).replace("JSESSIONID", system.cookie()));
        }

        private void threeUsersAreLoggedInOnOldNodes() {
            ann.logInAs("ann");
            ben.logInAs("ben");
            cid.logInAs("cid");
            Page bought = ann.buy("tea");
            assertThat(bought).satisfies(shows("old", "ann", "tea"));
            Page next = ann.look();
            assertThat(next).satisfies(shows("old", "ann", "tea"));
            assertThat(next.node().equals(bought.node()))
                    .as("a session has one node")
                    .isEqualTo(system.isSticky());
            assertThat(ben.leave()).satisfies(shows("old", "ben", ""));
            assertThat(cid.buy("salt")).satisfies(shows("old", "cid", "salt"));
        }

        private void oldUsersGoOnAndNewUsersReachNewNodes() {
            assertThat(ann.look()).satisfies(shows("old", "ann", "tea"));
            assertThat(ann.buy("milk")).satisfies(shows("old", "ann", "tea, milk"));
            assertThat(dora.look()).satisfies(shows("new", "", ""));
            dora.logInAs("dora");
            assertThat(dora.buy("rice")).satisfies(shows("new", "dora", "rice"));
        }

        private void theWayBackLogsNobodyOut() {
            assertThat(ann.look()).satisfies(shows("old", "ann", "tea, milk"));
            assertThat(dora.look()).satisfies(shows("new", "dora", "rice"));
            assertThat(eve.logInAs("eve")).satisfies(shows("old", "eve", ""));
        }

        private void whoseSessionHasEndedReachesNewNodes() {
            if (system.endsIdleSessionsOnTime()) {
                assertThat(ben.look()).as("idle for too long").satisfies(shows("new", "", ""));
            } else {
                ben.logOut();
            }
            assertThat(ben.logInAs("ben")).satisfies(shows("new", "ben", ""));
            ann.logOut();
            assertThat(ann.logInAs("ann")).as("after her logout").satisfies(shows("new", "ann", ""));
            assertThat(ann.buy("tea")).satisfies(shows("new", "ann", "tea"));
            assertThat(eve.look()).satisfies(shows("old", "eve", ""));
        }

        private void nothingIsLostOnNewNodes() {
            for (int i = 0; i < 2; i++) {
                assertThat(ann.look()).satisfies(shows("new", "ann", "tea"));
                assertThat(ben.look()).satisfies(shows("new", "ben", ""));
                assertThat(dora.look()).satisfies(shows("new", "dora", "rice"));
            }
            assertThat(cid.look()).as("who has stayed for too long").satisfies(shows("new", "", ""));
            assertThat(cid.logInAs("cid")).satisfies(shows("new", "cid", ""));
            assertThat(cid.look()).satisfies(shows("new", "cid", ""));
        }
    }
}
