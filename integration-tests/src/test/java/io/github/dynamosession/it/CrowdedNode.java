package io.github.dynamosession.it;

import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A node whose container has a thread for each of thousands of requests at once. */
final class CrowdedNode implements Node, AutoCloseable {

    /** How its container makes threads. */
    enum Threads {
        PLATFORM,
        VIRTUAL;

        /** Those that are cheap, if this Java has them. */
        static Threads ofThisJava() {
            return Runtime.version().feature() < 21 ? PLATFORM : VIRTUAL;
        }
    }

    private static final int REQUESTS = 5000;

    private final ServerNode server;

    private CrowdedNode(ServerNode server) {
        this.server = server;
    }

    /** Returns at once. */
    static CrowdedNode start(ContainerKind kind, Threads threads, StoreProperties store) {
        String name = "crowded-" + threads + "-" + kind.name();
        ServerNode server = kind.node(name.toLowerCase(Locale.ROOT), List.of(Webapp.of("app", store)));
        try {
            if (kind.isJetty()) {
                configureJetty(server.base(), threads);
            } else {
                configureTomcat(server.base(), threads);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CrowdedNode(server.start());
    }

    private static void configureTomcat(Path base, Threads threads) throws IOException {
        Path serverXml = base.resolve("conf/server.xml");
        String attributes = "acceptCount=\"%d\" maxThreads=\"%1$d\" useVirtualThreads=\"%s\""
                .formatted(REQUESTS, threads == Threads.VIRTUAL);
        String shipped = Files.readString(serverXml);
        Files.writeString(serverXml, shipped.replaceFirst("<Connector ", "<Connector " + attributes + " "));
    }

    private static void configureJetty(Path base, Threads threads) throws IOException {
        String ini = "jetty.http.acceptQueueSize=%d%n".formatted(REQUESTS)
                + (threads == Threads.VIRTUAL
                                ? "--module=threadpool-virtual%njetty.threadPool.virtual.maxConcurrentTasks=%d%n"
                                : "jetty.threadPool.maxThreads=%d%n")
                        .formatted(REQUESTS);
        Files.writeString(base.resolve("start.d/crowded.ini"), ini);
    }

    CrowdedNode awaitReady() {
        server.awaitReady();
        return this;
    }

    long pid() {
        return server.pid();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
