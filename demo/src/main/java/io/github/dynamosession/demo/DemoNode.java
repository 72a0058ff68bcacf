package io.github.dynamosession.demo;

import io.github.dynamosession.cluster.ServerNode;
import java.net.URI;

/** A node that dies without a word to the balancer, and that the balancer gets back when it is ready. */
final class DemoNode implements AutoCloseable {

    enum State {
        UP,
        STARTING,
        DOWN
    }

    private final ServerNode server;
    private final BackendPool pool;
    private volatile boolean ready;

    DemoNode(ServerNode server, BackendPool pool) {
        this.server = server;
        this.pool = pool;
    }

    /** Returns at once. */
    void start() {
        server.start();
    }

    /**
     * Returns when the balancer has the node.
     *
     * @throws IllegalStateException if the shop does not run on it: a container starts without an application that fails to
     */
    void awaitUp() {
        server.awaitReady();
        if (NodeFacts.of(server.url()).isEmpty()) {
            throw new IllegalStateException(name() + " runs without the shop:\n" + server.log());
        }
        pool.add(server.url());
        ready = true;
    }

    void kill() {
        ready = false;
        server.kill();
    }

    /**
     * Stops the node if it runs, starts it again, and returns when it is up.
     *
     * <p>It leaves the balancer first: a container that starts takes connections long before it can serve them.
     */
    synchronized void restart() {
        pool.remove(server.url());
        ready = false;
        server.restart();
        awaitUp();
    }

    State state() {
        if (!server.isAlive()) {
            return State.DOWN;
        }
        return ready ? State.UP : State.STARTING;
    }

    String name() {
        return server.name();
    }

    String version() {
        return server.version();
    }

    URI url() {
        return server.url();
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }
}
