package io.github.dynamosession.jetty;

import io.github.dynamosession.node.NodeSessions;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Lets a context be told of its sessions that expire when it has started. Its sessions start before its filters and
 * servlets do: a listener may need what they set up.
 *
 * <p>No record: Jetty keeps its listeners in hash maps, and the hash of a context changes with its attributes. Jetty's
 * container of MBeans would never find this again, and would keep the application's sessions after it is undeployed.
 */
final class ExpiryEvents implements LifeCycle.Listener, AutoCloseable {

    private final Context context;
    private final NodeSessions node;

    ExpiryEvents(Context context, NodeSessions node) {
        this.context = context;
        this.node = node;
    }

    /** To be closed when the context stops, also if it never gets as far as starting. */
    void open() {
        if (context instanceof ContextHandler.ScopedContext scoped
                && !scoped.getContextHandler().isStarted()) {
            scoped.getContextHandler().addEventListener(this);
        } else {
            node.startExpiryEvents();
        }
    }

    @Override
    public void lifeCycleStarted(LifeCycle started) {
        node.startExpiryEvents();
    }

    @Override
    public void close() {
        if (context instanceof ContextHandler.ScopedContext scoped) {
            scoped.getContextHandler().removeEventListener(this);
        }
    }
}
