package io.github.dynamosession.tomcat;

import org.apache.catalina.DistributedManager;
import org.apache.catalina.Session;
import org.apache.catalina.session.ManagerBase;
import org.apache.catalina.session.TooManyActiveSessionsException;

/**
 * What a manager does otherwise that has in memory only the sessions that requests of this node are in: those are what it
 * limits, and there is nothing to load, to unload or to expire.
 */
abstract class InUseManager extends ManagerBase implements DistributedManager {

    private static final int NO_LIMIT = -1;

    private volatile int mostInUse = NO_LIMIT;

    @Override
    public String getName() {
        return "DynamoDbManager";
    }

    void requireRoom() {
        if (mostInUse >= 0 && sessions.size() >= mostInUse) {
            rejectedSessions++;
            throw new TooManyActiveSessionsException("as many sessions as maxActiveSessions are in use", mostInUse);
        }
    }

    /** {@inheritDoc} Of those that requests of this node are in. */
    @Override
    public int getMaxActiveSessions() {
        return mostInUse;
    }

    /** {@inheritDoc} Of those that requests of this node are in: to count the others takes calls to the store. */
    @Override
    public void setMaxActiveSessions(int max) {
        mostInUse = max;
    }

    /** {@inheritDoc} Without a call to the store: every request that uses a session comes through here. */
    @Override
    public void add(Session session) {
        sessions.put(session.getIdInternal(), session);
        synchronized (sessions) {
            maxActive = Math.max(maxActive, sessions.size());
        }
    }

    /**
     * Does nothing. The stored item alone tells whether a session has expired: another node may have used it since this
     * one did.
     */
    @Override
    public void processExpires() {}

    /** Does nothing: sessions are in the store while they are in use. */
    @Override
    public void load() {}

    /** Does nothing: every response has left its session saved. */
    @Override
    public void unload() {}
}
