package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreWire;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 19: web applications come and go, and leave nothing in the node. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class ReloadIT implements Node {

    /** Jetty takes a second or two for each: it finds out by looking. */
    private static final int RELOADS_OF_JETTY = 10;

    private static final int RELOADS_OF_TOMCAT = 50;
    private static final int RELOADS_OF_OLDER_TOMCAT = 10;

    /** A request's and the sweep's, if they were at work at the same time. */
    private static final long CONNECTIONS_OF_ONE_LIFE = 2;

    private static final String CLASS_LOADER_OF_TOMCAT = "org.apache.catalina.loader.ParallelWebappClassLoader";
    private static final String SDK_CLIENT_OF_JETTY =
            "io.github.dynamosession.shaded.software.amazon.awssdk.services.dynamodb.DefaultDynamoDbClient";

    /** The container itself keeps its sessions, so that all connections to DynamoDB are those of the other one. */
    private static final String CONTROL = "/control/do";

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final ContainerKind kind;
    private final ServerNode server;

    ReloadIT(ContainerKind kind) {
        this.kind = kind;
        StoreProperties store = StoreProperties.of("reload-sessions", wire.endpoint())
                .with("createTable", "true")
                .with("sweepInterval", "PT1S");
        server = kind.node("reload", List.of(Webapp.of("app", store), Webapp.withSessionsOfTheContainer("control")));
    }

    @BeforeEach
    void start() {
        server.start().awaitReady();
    }

    @AfterEach
    void stop() {
        server.close();
        wire.close();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "counts connections in /proc/net")
    void manyReloadsAndAnUndeployLeaveNothing() throws IOException {
        Browser ann = new Browser();
        ann.on(this, "set:user:ann").ok();
        reload();
        ann.ask(this, "get:user");
        List<String> threads = threadsAtRest();
        assertThat(connections()).as("the count counts").isPositive();

        for (int i = 0; i < reloads(); i++) {
            reload();
            assertThat(ann.ask(this, "get:user")).isEqualTo("ann");
        }

        assertThat(connections()).isLessThanOrEqualTo(CONNECTIONS_OF_ONE_LIFE);
        await().untilAsserted(() -> assertThat(threadsAtRest()).hasSameSizeAs(threads));
        await().untilAsserted(() -> assertThat(lives()).isOne());

        undeploy();

        await().untilAsserted(() -> assertThat(connections()).isZero());
        await().untilAsserted(() -> assertThat(lives()).isZero());
        assertThat(ask("threads").toLowerCase(Locale.ROOT)).doesNotContain("sdk", "idle-connection", "dynamosession");
        assertThat(server.log()).doesNotContain("memory leak", "failed to stop", "SEVERE");
    }

    /** All but those of a sweep, or of a round over the sessions: they end with it. */
    private List<String> threadsAtRest() {
        return Stream.of(ask("threads").split(","))
                .filter(name -> !name.matches("dynamosession-(expiry|rounds) .*"))
                .toList();
    }

    private int reloads() {
        return switch (kind) {
            case TOMCAT_11_0 -> RELOADS_OF_TOMCAT;
            case TOMCAT_10_1 -> RELOADS_OF_OLDER_TOMCAT;
            case JETTY_12_0, JETTY_12_1 -> RELOADS_OF_JETTY;
        };
    }

    private void reload() {
        new Browser().get(this, CONTROL, "reload:/app").ok();
        assertThat(server.log())
                .as("a busy machine did not get a call at start done in time, and the application stays out of service")
                .doesNotContain("cannot open table");
    }

    /** As containers find out by themselves that the application has gone. */
    private void undeploy() throws IOException {
        Files.deleteIfExists(server.base().resolve("webapps/app.xml"));
        Path application = server.base().resolve("webapps/app");
        try (Stream<Path> files = Files.walk(application)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Browser().on(this, "say").status() == 404);
    }

    private String ask(String step) {
        return new Browser().get(this, CONTROL, step).ok().of(step);
    }

    /**
     * How many lives of the application the node holds. On Jetty only our part of them is counted: Jetty 12.0.31 and
     * 12.1.12 themselves keep the context of each application that they redeployed, also without us.
     */
    private long lives() {
        return kind.isJetty()
                ? instances(SDK_CLIENT_OF_JETTY)
                : instances(CLASS_LOADER_OF_TOMCAT) - 1; // that of control
    }

    private long instances(String className) {
        return Long.parseLong(ask("instances:" + className));
    }

    /** Those that are open or that only the other side has closed. */
    private long connections() {
        String remote = String.format(":%04X ", wire.endpoint().getPort());
        return List.of("tcp", "tcp6").stream()
                .flatMap(table -> lines(Path.of("/proc/net", table)).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> (columns[2] + " ").endsWith(remote))
                .filter(columns -> columns[3].equals("01") || columns[3].equals("08"))
                .count();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
