package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.LifecycleState;

/**
 * Lets a web application be told of its sessions that expire when it has started. The manager starts before filters and
 * servlets do: a listener may need what they set up.
 */
record ExpiryEvents(Context context, NodeSessions node) implements LifecycleListener, AutoCloseable {

    /** To be closed when the application stops, also if it never gets as far as starting. */
    void open() {
        context.addLifecycleListener(this);
        if (context.getState() == LifecycleState.STARTED) { // it got its manager later
            node.startExpiryEvents();
        }
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.AFTER_START_EVENT)) {
            node.startExpiryEvents();
        }
    }

    @Override
    public void close() {
        context.removeLifecycleListener(this);
    }
}
