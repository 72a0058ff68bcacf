package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.expiry.ExpirySweep;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.LifecycleState;

/**
 * Tells a web application of its sessions that expire, from when it has started until it is stopped. The manager starts
 * before filters and servlets do: a listener may need what they set up.
 */
final class ExpiryEvents implements LifecycleListener, AutoCloseable {

    private final DynamoDbManager manager;
    private final Context context;
    private final ExpirySweep sweep;

    ExpiryEvents(DynamoDbManager manager, SessionStoreConfig config, LocalSessions sessions) {
        this.manager = manager;
        this.context = manager.getContext();
        this.sweep = ExpirySweep.of(config, sessions, this::expired);
    }

    /** To be closed when the application stops, also if it never gets as far as starting. */
    void open() {
        context.addLifecycleListener(this);
        if (context.getState() == LifecycleState.STARTED) { // it got its manager later
            sweep.start();
        }
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.AFTER_START_EVENT)) {
            sweep.start();
        }
    }

    /** The application may know the session by this id. */
    void served(SessionKey key, String id) {
        sweep.served(key, id);
    }

    private void expired(String id, LocalSession session) {
        new DynamoDbSession(manager).endExpired(id, session);
    }

    @Override
    public void close() {
        context.removeLifecycleListener(this);
        sweep.close();
    }
}
