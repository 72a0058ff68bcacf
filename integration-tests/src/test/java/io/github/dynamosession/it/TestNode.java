package io.github.dynamosession.it;

import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** A node with four web applications, all of them the test web application. */
final class TestNode implements Node, AutoCloseable {

    static final String TABLE = "integration-tests";

    /** An older release of "app". */
    private static final String OLDER = "older";

    private static final String CART = "WEB-INF/classes/io/github/dynamosession/testapp/attribute/Cart.class";

    private final ServerNode server;

    private TestNode(ServerNode server) {
        this.server = server;
    }

    static TestNode start(ContainerKind kind, String route, URI dynamoDb) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + route;
        ServerNode server = kind.node(name, webapps(dynamoDb));
        try {
            Files.delete(server.base().resolve("webapps").resolve(OLDER).resolve(CART));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestNode(server.start());
    }

    /** "one" and "two" share a cookie. */
    private static List<Webapp> webapps(URI dynamoDb) {
        StoreProperties common =
                StoreProperties.of(TABLE, dynamoDb).with("createTable", "true").with("sweepInterval", "PT1S");
        return List.of(
                Webapp.of("app", common.with("applicationName", Table.APPLICATION)),
                Webapp.of(OLDER, common.with("applicationName", Table.APPLICATION)),
                Webapp.of("one", common.with("applicationName", "one")).sharingItsCookie(),
                Webapp.of("two", common.with("applicationName", "two")).sharingItsCookie());
    }

    void awaitReady() {
        server.awaitReady();
        if (control().status() != 200) {
            throw new IllegalStateException("the web application did not start:\n" + server.log());
        }
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
