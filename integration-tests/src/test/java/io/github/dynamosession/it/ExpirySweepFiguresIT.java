package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.document.Document;
import io.github.dynamosession.it.Endings.Ending;
import io.github.dynamosession.store.SessionKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Trap 11 as figures: two hundred sessions, by {@code -Dfigures} a thousand, expire on three nodes, two Tomcats and a Jetty,
 * one of which was killed before. Who is told how often, and what it costs; {@code docs/cost.md} has it.
 */
final class ExpirySweepFiguresIT {

    private static final int SESSIONS_OF_THE_TABLE = 1000;
    private static final int SESSIONS = Figures.times(200, SESSIONS_OF_THE_TABLE);
    private static final int AT_ONCE = 20;
    private static final int IDLE_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Reported neither by DynamoDB Local nor the same in each run, as nodes meet by chance. */
    private static final int FEW = 100;

    private record Member(ServerNode server) implements Node {

        static Member of(ContainerKind kind, String table) {
            StoreProperties store = StoreProperties.of(
                            table, DynamoDbLocal.shared().endpoint())
                    .with("createTable", "true")
                    .with("applicationName", Table.APPLICATION)
                    .with("sweepInterval", "PT1S");
            return new Member(
                    kind.node("expiring", List.of(Webapp.of("app", store))).start());
        }

        double stat(String name) {
            return Double.parseDouble(control("stats").ok().of(name));
        }

        @Override
        public URI uri() {
            return server.url();
        }
    }

    private final Table table = new Table(DynamoDbLocal.shared().endpoint(), "expiring-sessions");
    private final List<Member> nodes = new ArrayList<>();
    private Endings endings;

    @BeforeEach
    void start() throws IOException {
        endings = new Endings();
        Stream.of(ContainerKind.TOMCAT_10_1, ContainerKind.JETTY_12_1, ContainerKind.TOMCAT_11_0)
                .forEach(kind -> nodes.add(Member.of(kind, table.name())));
        nodes.forEach(node -> node.server().awaitReady());
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.server().close());
        endings.close();
        table.close();
    }

    @Test
    void sessionsEndOnceEachAndCostWhatTheDocumentationSays() throws IOException {
        Instant firstMayExpire = Instant.now().plusSeconds(IDLE_SECONDS);
        List<Ending> sessions = create();
        nodes.remove(2).server().kill();
        assertThat(Instant.now()).as("killed before the first session expired").isBefore(firstMayExpire);

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> table.items()
                .isEmpty());

        assertThat(sessions).allSatisfy(session -> assertThat(session.told())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("destroyed&").endsWith("&ann"),
                        second -> assertThat(second).startsWith("unbound&").endsWith("&witness")));
        assertThat(sum("StoreExpired")).isEqualTo(SESSIONS);
        assertThat(sum("StoreExpiryClaims") - SESSIONS).as("claims lost").isBetween(0.0, FEW - 1.0);
        assertThat(sum("StoreExpiryReadUnits")).as("read units").isBetween(0.5, FEW - 1.0);
        Document.COST.requirePart(ExpirySweepFiguresIT.class, markdown(sum("StoreExpiryWriteUnits")));
    }

    /** The sweeps of a node are a second apart on average, and search each shard. */
    @Test
    void anIdleNodeSearchesEachShardOncePerInterval() {
        Member node = nodes.get(0);
        double before = node.stat("StoreExpirySearches");
        Instant start = Instant.now();
        await().atMost(PATIENCE).until(() -> node.stat("StoreExpirySearches") >= before + 10 * SessionKey.SHARDS);

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(9 * 750));
        assertThat(node.stat("StoreExpiryClaims")).isZero();
    }

    private List<Ending> create() {
        List<Ending> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i += AT_ONCE) {
            List<Ending> batch = Stream.generate(endings::next).limit(AT_ONCE).toList();
            Stream.of(batch.stream().map(this::create).toArray(CompletableFuture<?>[]::new))
                    .forEach(CompletableFuture::join);
            sessions.addAll(batch);
        }
        return sessions;
    }

    private CompletableFuture<Answer> create(Ending ending) {
        Node node = nodes.get(Math.floorMod(ending.uri().hashCode(), nodes.size()));
        return new Browser()
                .start(node, Browser.APP, "set:user:ann", ending.step(), "setInterval:" + IDLE_SECONDS)
                .thenApply(Answer::ok);
    }

    private double sum(String stat) {
        return nodes.stream().mapToDouble(node -> node.stat(stat)).sum();
    }

    private static String markdown(double writeUnits) {
        return """
                | %,d sessions of less than 1 KB expire on three nodes, two Tomcats and a Jetty, one of which was killed before | |
                | --- | --- |
                | calls of `sessionDestroyed` | %,d |
                | calls of `valueUnbound` | %,d |
                | write units: claims, deletions | %,.0f |
                | claims lost to another node, of one write unit each | less than %d |
                | read units: searches that found sessions | less than %d |
                """.formatted(
                        SESSIONS_OF_THE_TABLE,
                        SESSIONS_OF_THE_TABLE,
                        SESSIONS_OF_THE_TABLE,
                        writeUnits / SESSIONS * SESSIONS_OF_THE_TABLE,
                        FEW,
                        FEW);
    }
}
