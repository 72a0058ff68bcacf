package io.github.dynamosession.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server as a process of its own, with a directory of its own: an unmodified servlet container, or a program with one
 * inside. The port and the web applications stay the same over restarts. Safe for use by several threads: starts and ends exclude each other, everything else goes
 * on meanwhile. The process ends with this JVM at the latest.
 */
public abstract sealed class ServerNode implements AutoCloseable permits TomcatNode, JettyNode, ProgramNode {

    private final String name;
    private final String version;
    private final NodeDirectory files;
    private final ProcessBuilder program;
    private volatile Optional<ChildProcess> process = Optional.empty();

    ServerNode(String name, String version, NodeDirectory files, ProcessBuilder program) {
        this.name = name;
        this.version = version;
        this.files = files;
        this.program = program;
    }

    /** Starts the process and returns at once; several nodes start side by side. */
    public synchronized ServerNode start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        process = Optional.of(ChildProcess.start(name, program, files.log()));
        return this;
    }

    /**
     * Returns when the node answers HTTP, that is when its web applications are deployed.
     *
     * @throws IllegalStateException if it does not in good time, with the end of its log
     */
    public ServerNode awaitReady() {
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
    public synchronized ServerNode restart() {
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
        files.shrink();
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

    /** The container and its line of versions, such as "Tomcat 11.0"; of a program the name of its jar. */
    public String version() {
        return version;
    }

    public int port() {
        return files.port();
    }

    /** The root of the node, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The node's own directory: its {@code CATALINA_BASE}, {@code JETTY_BASE} or working directory. */
    public Path base() {
        return files.path();
    }

    /** What the node has written to its console so far, over all restarts. */
    public String log() {
        return ChildProcess.textOf(files.log());
    }
}
