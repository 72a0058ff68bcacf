package io.github.dynamosession.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An unmodified Tomcat as a process of its own, with its own {@code CATALINA_BASE}, started by {@code catalina.sh run}.
 * The port and the web applications stay the same over restarts. Safe for use by several threads: starts and ends exclude
 * each other, everything else goes on meanwhile. The process ends with this JVM at the latest.
 */
public final class TomcatNode implements AutoCloseable {

    private final String name;
    private final TomcatVersion version;
    private final CatalinaBase base;
    private final Map<String, String> environment;
    private volatile Optional<ChildProcess> process = Optional.empty();

    TomcatNode(String name, TomcatVersion version, CatalinaBase base, Map<String, String> environment) {
        this.name = name;
        this.version = version;
        this.base = base;
        this.environment = environment;
    }

    /** A node of that version, with Tomcat's own configuration until the builder is told otherwise. */
    public static TomcatNodeBuilder builder(TomcatVersion version) {
        return new TomcatNodeBuilder(version);
    }

    /** Starts the process and returns at once; several nodes start side by side. */
    public synchronized TomcatNode start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        ProcessBuilder catalina =
                new ProcessBuilder(List.of(environment.get("CATALINA_HOME") + "/bin/catalina.sh", "run"));
        // nothing of the developer's environment may steer a node: no proxy, no AWS_PROFILE, no JAVA_OPTS
        catalina.environment().clear();
        catalina.environment().putAll(environment);
        process = Optional.of(ChildProcess.start(name, catalina, base.log()));
        return this;
    }

    /**
     * Returns when the node answers HTTP, that is when its web applications are deployed.
     *
     * @throws IllegalStateException if it does not in good time, with the end of its log
     */
    public TomcatNode awaitReady() {
        process.orElseThrow(() -> new IllegalStateException(name + " was not started"))
                .awaitAnswer(port());
        return this;
    }

    /** Ends the process by SIGKILL; nothing in it gets a chance to do anything. */
    public synchronized void kill() {
        process.ifPresent(ChildProcess::kill);
    }

    /** Ends the process by SIGTERM, as an orderly shutdown does, and returns when it has ended. */
    public synchronized void stop() {
        process.ifPresent(ChildProcess::stop);
    }

    /** Stops the node if it runs, and starts it on the same port; returns at once, as {@link #start()} does. */
    public synchronized TomcatNode restart() {
        stop();
        return start();
    }

    /** Freezes the process (SIGSTOP): connections are accepted and stay without an answer. */
    public void pause() {
        process.ifPresent(running -> running.signal("STOP"));
    }

    /** Continues a paused process (SIGCONT). */
    public void resume() {
        process.ifPresent(running -> running.signal("CONT"));
    }

    /** Ends the process and removes its files but for the configuration and the logs. */
    @Override
    public synchronized void close() {
        kill();
        base.shrink();
    }

    public boolean isAlive() {
        return process.map(ChildProcess::isAlive).orElse(false);
    }

    /** The process id of the node's JVM. */
    public long pid() {
        return process.orElseThrow(() -> new IllegalStateException(name + " was not started"))
                .pid();
    }

    public String name() {
        return name;
    }

    public TomcatVersion version() {
        return version;
    }

    public int port() {
        return base.port();
    }

    /** The root of the node, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The node's {@code CATALINA_BASE}. */
    public Path base() {
        return base.directory();
    }

    /** What the node has written to its console so far, over all restarts. */
    public String log() {
        return ChildProcess.textOf(base.log());
    }
}
