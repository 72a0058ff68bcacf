package io.github.dynamosession.cluster;

import java.nio.file.Path;

/** An unmodified Tomcat with its own {@code CATALINA_BASE}, started by {@code catalina.sh run}. */
public final class TomcatNode extends ServerNode {

    TomcatNode(String name, String version, NodeDirectory base, ProcessBuilder catalina) {
        super(name, version, base, catalina);
    }

    /** A node of that version, with Tomcat's own configuration until the builder is told otherwise. */
    public static TomcatNodeBuilder builder(TomcatVersion version) {
        return new TomcatNodeBuilder(version.toString(), version.home());
    }

    /** The same of a version that we do not support. */
    public static TomcatNodeBuilder builder(String version, Path home) {
        return new TomcatNodeBuilder(version, home.toAbsolutePath());
    }

    @Override
    public TomcatNode start() {
        super.start();
        return this;
    }

    @Override
    public TomcatNode awaitReady() {
        super.awaitReady();
        return this;
    }

    @Override
    public TomcatNode restart() {
        super.restart();
        return this;
    }
}
