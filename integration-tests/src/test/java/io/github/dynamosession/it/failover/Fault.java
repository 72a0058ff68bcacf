package io.github.dynamosession.it.failover;

import static io.github.dynamosession.it.failover.Need.FAKE_CLOCK;
import static io.github.dynamosession.it.failover.Need.NOTHING;
import static io.github.dynamosession.it.failover.Need.PACKET_FILTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What happens to the cluster while users are on it. When {@link #happen} returns, it is over. */
enum Fault {
    NONE("nothing happens", Errors.NONE, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            load.goOn(200);
        }
    },
    KILL("a node is killed (SIGKILL) and started again", Errors.PERHAPS, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            ComposeNode node = cluster.node("jetty-c");
            node.container().kill();
            try {
                load.goOn(150);
            } finally {
                node.container().start();
            }
        }
    },
    STOP("a node is drained, stopped and started again", Errors.NONE, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            ComposeNode node = cluster.node("tomcat-b");
            node.takeOutFor(() -> {
                node.container().stop();
                load.goOn(100);
                node.container().start();
            });
        }
    },
    PAUSE("a node stands still for 35 s (SIGSTOP) and goes on", Errors.PERHAPS, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            ComposeService node = cluster.node("tomcat-a").container();
            node.pause();
            try {
                load.goOnFor(LONGER_THAN_ANY_LEASE_AND_TIMEOUT);
            } finally {
                node.resume();
            }
        }
    },
    NO_WAY_TO_DYNAMODB("the network between a node and DynamoDB is cut for 15 s", Errors.CERTAINLY, PACKET_FILTER) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            try (NetworkTrouble network = cluster.node("jetty-d").container().network()) {
                network.cutOffFrom(DYNAMODB_PORT);
                load.goOnFor(LONGER_THAN_ANY_CALL);
            }
        }
    },
    NO_WAY_FROM_BALANCER("the network between the balancer and a node is cut for 15 s", Errors.PERHAPS, PACKET_FILTER) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            try (NetworkTrouble network = cluster.node("tomcat-b").container().network()) {
                network.cutOff(NODE_PORT);
                load.goOnFor(LONGER_THAN_ANY_CALL);
            }
        }
    },
    SLOW_NETWORK("a tenth of the packets between a node and DynamoDB is lost", Errors.PERHAPS, PACKET_FILTER) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            try (NetworkTrouble network = cluster.node("jetty-c").container().network()) {
                network.lose(0.1, DYNAMODB_PORT);
                load.goOn(300);
            }
        }
    },
    DYNAMODB_RESTART("DynamoDB is killed and started again after 15 s", Errors.CERTAINLY, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            cluster.dynamoDb().kill();
            try {
                load.goOnFor(LONGER_THAN_ANY_CALL);
            } finally {
                cluster.dynamoDb().start();
            }
            cluster.dynamoDb().awaitHealthy();
            load.goOnFor(UNKNOWN_NAME_IS_REMEMBERED);
        }
    },
    CLOCK_AHEAD("the clock of a node is set 30 s ahead", Errors.NONE, FAKE_CLOCK) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            cluster.set("LIBFAKETIME", Need.libfaketime().orElseThrow().toString());
            ComposeNode node = cluster.node("tomcat-b");
            node.takeOutFor(() -> node.container().update(CLOCK_AHEAD_FILE));
            assertThat(node.clock()).isAfter(Instant.now().plusSeconds(20));
            load.goOn(200);
            node.takeOutFor(() -> node.container().update());
        }
    },
    ROLLING_UPGRADE("all nodes get the next build of the application, in turn", Errors.NONE, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            cluster.set("SHOP_WAR", nextShop().toString());
            for (ComposeNode node : cluster.nodes()) {
                node.takeOutFor(() -> node.container().update());
                node.get("/" + NextShop.MARK);
                load.goOn(100);
            }
        }
    },
    TOMCAT_10_TO_11("a Tomcat 10.1 becomes a Tomcat 11", Errors.NONE, NOTHING) {
        @Override
        void happen(ComposeCluster cluster, Load load) {
            cluster.set("TOMCAT_A_IMAGE", "tomcat:11.0-jre17-temurin");
            ComposeNode node = cluster.node("tomcat-a");
            assertThat(node.get("/api/state").body()).contains("Tomcat/10.1");
            node.takeOutFor(() -> node.container().update());
            assertThat(node.get("/api/state").body()).contains("Tomcat/11.0");
        }
    };

    /** Whether clients get errors instead of answers while it lasts. */
    enum Errors {
        NONE,
        PERHAPS,
        CERTAINLY
    }

    private static final int NODE_PORT = 8080;
    private static final int DYNAMODB_PORT = 8000;

    /** By Java, of a host that had no address: {@code networkaddress.cache.negative.ttl}. */
    private static final Duration UNKNOWN_NAME_IS_REMEMBERED = Duration.ofSeconds(10);

    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofSeconds(15);
    private static final Duration LONGER_THAN_ANY_LEASE_AND_TIMEOUT = Duration.ofSeconds(35);
    private static final Path CLOCK_AHEAD_FILE =
            Path.of("src", "test", "compose", "clock-ahead.yaml").toAbsolutePath();

    private final String title;
    private final Errors errors;
    private final Need need;

    Fault(String title, Errors errors, Need need) {
        this.title = title;
        this.errors = errors;
        this.need = need;
    }

    abstract void happen(ComposeCluster cluster, Load load);

    private static Path nextShop() {
        try {
            return NextShop.build(Files.createTempDirectory("next-shop"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String title() {
        return title;
    }

    Errors errors() {
        return errors;
    }

    /** What the machine must have for it. */
    Need need() {
        return need;
    }
}
