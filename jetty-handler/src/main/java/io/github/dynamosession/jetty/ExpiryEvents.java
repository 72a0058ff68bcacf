package io.github.dynamosession.jetty;

import io.github.dynamosession.node.expiry.ExpirySweep;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.session.LocalSessions;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.function.BiFunction;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Tells a context of its sessions that expire, from when it has started until it is stopped. Its sessions start before
 * its filters and servlets do: a listener may need what they set up.
 */
final class ExpiryEvents implements LifeCycle.Listener, AutoCloseable {

    private final SessionContext context;
    private final BiFunction<String, LocalSession, SessionData> dataOf;
    private final ExpirySweep sweep;
    private final @Nullable ContextHandler contextHandler;

    ExpiryEvents(
            SessionContext context,
            SessionStoreConfig config,
            LocalSessions sessions,
            BiFunction<String, LocalSession, SessionData> dataOf) {
        this.context = context;
        this.dataOf = dataOf;
        this.sweep = ExpirySweep.of(config, sessions, this::expired);
        this.contextHandler =
                context.getContext() instanceof ContextHandler.ScopedContext scoped ? scoped.getContextHandler() : null;
    }

    /** To be closed when the context stops, also if it never gets as far as starting. */
    void open() {
        if (contextHandler == null || contextHandler.isStarted()) {
            sweep.start();
        } else {
            contextHandler.addEventListener(this);
        }
    }

    @Override
    public void lifeCycleStarted(LifeCycle started) {
        sweep.start();
    }

    /** The application may know the session by this id. */
    void served(SessionKey key, String id) {
        sweep.served(key, id);
    }

    private void expired(String id, LocalSession session) {
        SessionData data = dataOf.apply(id, session);
        ManagedSession ending = context.getSessionManager().getSessionCache().newSession(data);
        ending.setResident(true);
        ending.setExtendedId(data.getId());
        context.run(() -> ExpiredSession.end(ending));
        ending.setResident(false);
    }

    @Override
    public void close() {
        if (contextHandler != null) {
            contextHandler.removeEventListener(this);
        }
        sweep.close();
    }
}
