package io.github.dynamosession.cluster;

/** An unmodified Jetty with its own {@code JETTY_BASE}, started by {@code java -jar start.jar} and in that very JVM. */
public final class JettyNode extends ServerNode {

    JettyNode(String name, JettyVersion version, NodeDirectory base, ProcessBuilder java) {
        super(name, version.toString(), base, java);
    }

    /** A node of that version, with the modules for HTTP/1.1, HTTP/2 and web applications. */
    public static JettyNodeBuilder builder(JettyVersion version) {
        return new JettyNodeBuilder(version);
    }

    @Override
    public JettyNode start() {
        super.start();
        return this;
    }

    @Override
    public JettyNode awaitReady() {
        super.awaitReady();
        return this;
    }

    @Override
    public JettyNode restart() {
        super.restart();
        return this;
    }
}
