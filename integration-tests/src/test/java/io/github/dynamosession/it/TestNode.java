package io.github.dynamosession.it;

import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A node with five web applications, all of them the test web application. */
final class TestNode implements Node, AutoCloseable {

    static final String TABLE = "integration-tests";

    /** As short as calls on a busy machine allow: some tests wait until it is over. */
    static final Duration LOCK_LEASE = Duration.ofSeconds(5);

    /** An older release of "app". */
    private static final String OLDER = "older";

    private final ServerNode server;

    private TestNode(ServerNode server) {
        this.server = server;
    }

    static TestNode start(ContainerKind kind, String route, URI dynamoDb) {
        return start(kind, route, dynamoDb, TABLE);
    }

    static TestNode start(ContainerKind kind, String route, URI dynamoDb, String table) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + route;
        ServerNode server = kind.node(name, webapps(dynamoDb, table));
        try {
            OlderRelease.of(server.base().resolve("webapps").resolve(OLDER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestNode(server.start());
    }

    /**
     * "one" and "two" share a cookie. A sweep is eight queries, and nodes sweep as long as their JVM runs: those of all eight,
     * a second apart, took a third of two processors.
     */
    private static List<Webapp> webapps(URI dynamoDb, String table) {
        StoreProperties common = StoreProperties.of(table, dynamoDb).with("createTable", "true");
        StoreProperties sweeping = common.with("applicationName", Table.APPLICATION);
        return List.of(
                Webapp.of("app", sweeping.with("sweepInterval", "PT3S")),
                Webapp.of(OLDER, sweeping.with("sweepInterval", "PT1H")),
                lockedWebapp(common),
                Webapp.of("one", common.with("applicationName", "one")).sharingItsCookie(),
                Webapp.of("two", common.with("applicationName", "two")).sharingItsCookie());
    }

    /** The web application in which one request at a time is in a session, but for those to {@code /locked/free/}. */
    static Webapp lockedWebapp(StoreProperties common) {
        return Webapp.of(
                "locked",
                common.with("applicationName", "locked")
                        .with("lockMode", "session")
                        .with("lockUris", Browser.LOCKED)
                        .with("lockTimeout", "PT1M")
                        .with("lockLease", LOCK_LEASE.toString()));
    }

    void awaitReady() {
        server.awaitReady();
        if (control().status() != 200) {
            throw new IllegalStateException("the web application did not start:\n" + server.log());
        }
    }

    /** What it has written to its console so far. */
    String log() {
        return server.log();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Override
    public String toString() {
        return server.name();
    }

    @Override
    public void close() {
        server.close();
    }
}
