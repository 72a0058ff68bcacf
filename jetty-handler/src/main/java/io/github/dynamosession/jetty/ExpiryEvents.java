package io.github.dynamosession.jetty;

import io.github.dynamosession.node.NodeSessions;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Lets a context be told of its sessions that expire when it has started. Its sessions start before its filters and
 * servlets do: a listener may need what they set up.
 */
record ExpiryEvents(Context context, NodeSessions node) implements LifeCycle.Listener, AutoCloseable {

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
