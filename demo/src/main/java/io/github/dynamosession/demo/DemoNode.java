package io.github.dynamosession.demo;

import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import java.net.URI;

/** A node that dies without a word to the balancer, and that the balancer gets back when it is ready. */
final class DemoNode implements AutoCloseable {

    enum State {
        UP,
        STARTING,
        DOWN
    }

    private final TomcatNode tomcat;
    private final BackendPool pool;
    private volatile boolean ready;

    DemoNode(TomcatNode tomcat, BackendPool pool) {
        this.tomcat = tomcat;
        this.pool = pool;
    }

    /** Returns at once. */
    void start() {
        tomcat.start();
    }

    /**
     * Returns when the balancer has the node.
     *
     * @throws IllegalStateException if the shop does not run on it: Tomcat starts without an application that fails to
     */
    void awaitUp() {
        tomcat.awaitReady();
        if (NodeCosts.of(tomcat.url()).isEmpty()) {
            throw new IllegalStateException(name() + " runs without the shop:\n" + tomcat.log());
        }
        pool.add(tomcat.url());
        ready = true;
    }

    void kill() {
        ready = false;
        tomcat.kill();
    }

    /**
     * Stops the node if it runs, starts it again, and returns when it is up.
     *
     * <p>It leaves the balancer first: a Tomcat that starts takes connections long before it can serve them.
     */
    synchronized void restart() {
        pool.remove(tomcat.url());
        ready = false;
        tomcat.restart();
        awaitUp();
    }

    State state() {
        if (!tomcat.isAlive()) {
            return State.DOWN;
        }
        return ready ? State.UP : State.STARTING;
    }

    String name() {
        return tomcat.name();
    }

    TomcatVersion version() {
        return tomcat.version();
    }

    URI url() {
        return tomcat.url();
    }

    long pid() {
        return tomcat.pid();
    }

    @Override
    public void close() {
        tomcat.close();
    }
}
