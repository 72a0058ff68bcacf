package io.github.dynamosession.jetty;

import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCache;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/** Which sessions requests of this node are in, each by one object that they share: what Jetty takes for its cache. */
abstract class SharedSessions extends AbstractSessionCache {

    private final SessionsInUse sessions = new SessionsInUse();

    SharedSessions(SessionManager manager) {
        super(manager);
    }

    SessionsInUse inUse() {
        return sessions;
    }

    /** Where its sessions are. */
    DynamoDbSessionDataStore store() {
        return (DynamoDbSessionDataStore) getSessionDataStore();
    }

    @Override
    public abstract DynamoDbSession newSession(SessionData data);

    /** The session object of this id, with one request more in it; the store was not asked for it. */
    final DynamoDbSession enter(String id) {
        return sessions.enter(id, this::open);
    }

    private DynamoDbSession open(String id) {
        SessionData data = store().join(id);
        data.setLastNode(_context.getWorkerName());
        DynamoDbSession opened = newSession(data);
        opened.setResident(true);
        opened.expectRefresh();
        return opened;
    }

    /** No request is in the session any more, or there is none. */
    void forget(DynamoDbSession session) {
        if (sessions.remove(session)) {
            session.setResident(false);
        }
    }

    /**
     * Jetty asks all contexts of a server when a request of one ends a session, changes its id or is given a new one: two
     * that share a cookie have sessions of one id. Others cannot know it, and asking the store would cost a read each.
     */
    final boolean isOfAnotherContext() {
        Context asking = ContextHandler.getCurrentContext();
        return asking != null
                && asking != _context.getContext()
                && Objects.equals(
                        getSessionManager().getSessionPath(),
                        _context.getContext().getContextPath());
    }

    @Override
    public boolean contains(String id) {
        return sessions.get(id) != null;
    }

    // ---------------------------------------------------------------- the map that the superclass works on

    @Override
    protected @Nullable ManagedSession doGet(String id) {
        return sessions.get(id);
    }

    @Override
    protected @Nullable Session doPutIfAbsent(String id, ManagedSession session) {
        return sessions.putIfAbsent(id, (DynamoDbSession) session);
    }

    @Override
    public @Nullable ManagedSession doDelete(String id) {
        return sessions.remove(id);
    }

    /** Never called: what calls them in the superclass is done in another way here. */
    @Override
    protected ManagedSession doComputeIfAbsent(String id, Function<String, ManagedSession> mapping) {
        throw new UnsupportedOperationException();
    }

    /** Never called, as before. */
    @Override
    protected boolean doReplace(String id, ManagedSession oldValue, ManagedSession newValue) {
        throw new UnsupportedOperationException();
    }
}
