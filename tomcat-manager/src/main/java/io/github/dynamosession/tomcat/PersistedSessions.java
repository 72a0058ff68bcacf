package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.StoreManager;
import org.apache.catalina.session.StandardSession;

/**
 * The sessions that a {@link DynamoDbStore} keeps for Tomcat's {@code PersistentManager} while it runs. Any thread may call it.
 */
final class PersistedSessions implements AutoCloseable {

    private static final Logger LOG = Loggers.of(PersistedSessions.class);

    /** Where a session that the manager has made has its {@link LocalSession}, once it was saved. */
    private static final String NOTE = PersistedSessions.class.getName();

    private final Manager manager;
    private final NodeSessions node;
    private final LivingSessions living;
    private final Set<String> leftAlone = ConcurrentHashMap.newKeySet();
    private final UndoStack undo = new UndoStack();

    private PersistedSessions(Manager manager, SessionStoreConfig config) {
        this.manager = manager;
        node = NodeSessions.open(
                config,
                DynamoDbSessionStore::open,
                new TomcatContainer(manager, (id, expired) -> new SwappedSession(manager, this, id, expired).end()));
        undo.push("the sessions of the node", node::close);
        living = LivingSessions.of(manager.getContext(), node);
    }

    /** Opens the store; if that fails, nothing is left. */
    static PersistedSessions open(Manager manager, SessionStoreConfig config) {
        PersistedSessions opened = new PersistedSessions(manager, config);
        try {
            ExpiryEvents expiryEvents = new ExpiryEvents(manager.getContext(), opened.node);
            opened.undo.push("the listener to the end of the start", expiryEvents::close);
            expiryEvents.open();
            return opened;
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void close() {
        undo.close();
    }

    NodeSessions node() {
        return node;
    }

    /** The time of the last use of a session: that is stored as its access time, whenever it is saved. */
    static Clock lastUse(StandardSession session) {
        InstantSource uses = () -> Instant.ofEpochMilli(session.getThisAccessedTimeInternal());
        return uses.withZone(ZoneOffset.UTC);
    }

    // ---------------------------------------------------------------- one session

    /** @throws StoreException if the store cannot tell */
    Optional<SwappedSession> load(String id) {
        return Optional.of(id)
                .filter(SessionIds::isWellFormed)
                .map(wellFormed -> new SwappedSession(manager, this, wellFormed))
                .filter(SwappedSession::refresh);
    }

    /**
     * Saves what has changed in a session since it was loaded or saved. One that has ended elsewhere ends here.
     *
     * @throws StoreException if it is not certain that it is stored
     * @throws io.github.dynamosession.node.request.AttributeNotSavedException if values cannot be encoded
     * @throws IllegalArgumentException if an attribute cannot be stored
     */
    void save(StandardSession session) {
        TomcatContainer.inApplication(manager.getContext(), () -> {
            LocalSession local = session instanceof SwappedSession swapped ? swapped.local() : updatedCopy(session);
            local.save();
            local.touchIfDue();
            forgetIfGone(session, local);
        });
    }

    private LocalSession updatedCopy(StandardSession session) {
        String id = session.getIdInternal();
        LocalSession copy = copyOf(session)
                .filter(known -> known.key().equals(node.key(id)))
                .orElseGet(() -> node.create(id, timesOf(session), lastUse(session)));
        session.setNote(NOTE, copy);
        new SessionCopy(manager.getContext(), session, copy).update();
        return copy;
    }

    private static SessionTimes timesOf(StandardSession session) {
        Instant created = Instant.ofEpochMilli(session.getCreationTimeInternal());
        return new SessionTimes(created, created, SessionCopy.intervalOf(session));
    }

    private static Optional<LocalSession> copyOf(Session session) {
        return session instanceof SwappedSession swapped
                ? Optional.of(swapped.local())
                : Optional.ofNullable((LocalSession) session.getNote(NOTE));
    }

    private void forgetIfGone(Session session, LocalSession local) {
        if (local.isGone()) {
            session.setValid(false);
            if (manager instanceof StoreManager holder) {
                holder.removeSuper(session);
            }
        }
    }

    /** @throws StoreException if it is not certain that it is deleted */
    void remove(String id) {
        if (SessionIds.isWellFormed(id) && !leftAlone.contains(id)) {
            SessionKey key = node.key(id);
            store().load(key)
                    .ifPresent(stored -> store().delete(key, stored.times().creationTime()));
            living.countAnew();
        }
    }

    /** Tomcat wants a session removed when its id changes, and when its end has been told: that is not meant. */
    void leavingAlone(String id, Runnable action) {
        leftAlone.add(id);
        try {
            action.run();
        } finally {
            leftAlone.remove(id);
        }
    }

    // ---------------------------------------------------------------- all sessions

    /**
     * Writes the access times of sessions in memory that are due: to other nodes they would seem to expire. It does not throw:
     * the manager has more to do in its round.
     */
    void touchDue() {
        try {
            for (Session session : manager.findSessions()) {
                copyOf(session).filter(LocalSession::isTouchDue).ifPresent(local -> {
                    local.touchIfDue();
                    forgetIfGone(session, local);
                });
            }
        } catch (StoreException e) {
            LOG.log(
                    Level.WARNING,
                    "access times of sessions of {0} stay unwritten until the next round: {1}",
                    node.config().applicationName(),
                    e.getMessage());
        }
    }

    LivingSessions living() {
        return living;
    }

    /** Ends all that are found; those that come meanwhile, or that the index names late, may be left. */
    void clear() {
        Set<SessionKey> ended = new HashSet<>();
        Set<SessionKey> found = living.some();
        while (ended.addAll(found)) {
            found.forEach(key -> store().revoke(key, Optional.empty()));
            found = new HashSet<>(living.some());
            found.removeAll(ended);
        }
        living.countAnew();
    }

    private SessionStore store() {
        return node.store();
    }
}
