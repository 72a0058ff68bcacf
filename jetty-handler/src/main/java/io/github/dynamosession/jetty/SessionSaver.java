package io.github.dynamosession.jetty;

import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.session.SessionDataStore;

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
        if (session.stored().filter(data -> data.live().hasFailed()).isPresent()) {
            return; // its client has been told; its changes are not to appear after all
        }
        try {
            session.getSessionData().calcAndSetExpiry();
            store(session);
            session.isStillThere();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "after its last response a session was not saved: {0}", e.getMessage());
        }
    }

    /** Writes the access time if it is due; a failure is logged. */
    void touchIfDue(DynamoDbSession session) {
        try {
            session.stored().ifPresent(data -> data.live().touchIfDue());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
        }
    }

    private void store(DynamoDbSession session) {
        SessionDataStore store = cache.getSessionDataStore();
        if (store.isPassivating()) {
            session.onSessionPassivation();
        }
        try {
            store.store(session.getId(), session.getSessionData());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the session was not stored", e);
        }
        if (store.isPassivating()) {
            session.onSessionActivation();
        }
    }
}
