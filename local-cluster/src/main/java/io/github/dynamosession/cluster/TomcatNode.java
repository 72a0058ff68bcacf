package io.github.dynamosession.cluster;

/** An unmodified Tomcat with its own {@code CATALINA_BASE}, started by {@code catalina.sh run}. */
public final class TomcatNode extends ServerNode {

    TomcatNode(String name, TomcatVersion version, NodeDirectory base, ProcessBuilder catalina) {
        super(name, version.toString(), base, catalina);
    }

    /** A node of that version, with Tomcat's own configuration until the builder is told otherwise. */
    public static TomcatNodeBuilder builder(TomcatVersion version) {
        return new TomcatNodeBuilder(version);
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
