package io.github.dynamosession.jetty;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Writes sessions to the store that is behind a cache. Jetty's lock on a session is not held meanwhile. */
final class SessionSaver {

    private static final Logger LOG = Loggers.of(SessionSaver.class);

    private final DynamoDbSessionCache cache;

    SessionSaver(DynamoDbSessionCache cache) {
        this.cache = cache;
    }

    /** Saves what changed, if anything may have; throws if it is not certain that it is stored. */
    void save(DynamoDbSession session) {
        if (session.isOpen() && session.getSessionData().isDirty()) {
            store(session);
            session.isStillThere();
        }
    }

    /** The response is out: whatever fails here, no client can be told. Also writes the access time if it is due. */
    void saveRest(DynamoDbSession session) {
        try {
            session.getSessionData().calcAndSetExpiry();
            inContext(session.local()::saveLate);
            store(session); // the access time
            session.isStillThere();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "after its last response a session was not saved: {0}", e.getMessage());
        }
    }

    /** Writes the access time if it is due; a failure is logged. */
    void touchIfDue(DynamoDbSession session) {
        try {
            session.local().touchIfDue();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
        }
    }

    /** Saves what the commit left to be saved. */
    boolean saveDeferred(DynamoDbSession session) {
        save(session);
        return session.isStillThere();
    }

    /** See {@link LocalSession#saveAndUnlock}. */
    boolean saveAndUnlock(DynamoDbSession session) {
        inContext(session.local()::saveAndUnlock);
        return session.isStillThere();
    }

    /** Saves what was changed since the commit; false if the session is gone. */
    boolean saveMeanwhile(DynamoDbSession session, boolean thorough) {
        LocalSession local = session.local();
        inContext(thorough ? local::save : local::saveRest);
        return session.isStillThere();
    }

    /** See {@link LocalSession#saveUse}. */
    void saveUse(DynamoDbSession session, @Nullable String attribute) {
        inContext(() -> session.local().saveUse(attribute));
        session.isStillThere();
    }

    /** As {@link #save}, on a thread that is in no request. */
    void saveOutsideOfRequests(DynamoDbSession session) {
        inContext(() -> save(session));
    }

    private void inContext(Runnable save) {
        cache.inContext(save);
    }

    private void store(DynamoDbSession session) {
        cache.store().store(session.getId(), session.getSessionData());
    }
}
