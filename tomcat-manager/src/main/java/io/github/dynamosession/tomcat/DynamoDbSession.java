package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The session object that all requests of one session on this node share while they are in it. Attributes and container
 * state live in its {@link LocalSession}; listeners, events and checks are {@code StandardSession}'s.
 *
 * <p>It is held by requests ({@link #access} to {@link #endAccess}) and by their look-ups; when nobody holds it the
 * manager forgets it.
 */
sealed class DynamoDbSession extends KeptSession permits ExpiredSession {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Loggers.of(DynamoDbSession.class);

    private final transient UseCount uses = new UseCount();

    DynamoDbSession(DynamoDbManager owner) {
        super(owner);
    }

    // ---------------------------------------------------------------- into and out of use

    /** A session that is perhaps in the store, held by the caller; {@link #refresh} tells. */
    void join(String id, LocalSession joined) {
        this.id = id;
        uses.first();
        use(joined);
    }

    /** A new session gets its first id, or a session another one. */
    @Override
    public void setId(String id, boolean notify) {
        if (hasLocal()) {
            local().rename(keyOf(id), id);
            owner.running().node().served(keyOf(id), id);
        } else {
            Instant created = Instant.ofEpochMilli(creationTime);
            Duration interval = Duration.ofSeconds(Math.max(maxInactiveInterval, 0));
            use(owner.running().node().create(id, new SessionTimes(created, created, interval)));
        }
        super.setId(id, notify);
    }

    @Override
    final void use(LocalSession used) {
        super.use(used);
        useState(ContainerState.of(owner.getContext(), used.containerState(), () -> keyOf(id)));
        used.attributes().setCallback(new ActivationCallback(this));
        used.containerState().setCallback(this::fail);
    }

    /** {@inheritDoc} A session that was made for the login, and whose id denies it, gets another one. */
    @Override
    public void setPrincipal(@Nullable Principal principal) {
        if (principal != null && SessionIds.saysNoLogin(id)) {
            RequestScope scope = RequestScope.current(owner);
            if (scope != null) {
                scope.changeIdOf(this);
            }
        }
        super.setPrincipal(principal);
    }

    SessionKey key() {
        return local().key();
    }

    /** Where a session of another id would be. */
    SessionKey keyOf(String otherId) {
        return owner.running().node().key(otherId);
    }

    /** Returns false if the manager has forgotten this object: another one may have its place. */
    boolean hold() {
        return uses.hold();
    }

    /** The same, but takes its place again if it is free. */
    boolean holdAgain() {
        return uses.holdAgain(() -> owner.inUse().remember(this));
    }

    void release() {
        if (uses.release(() -> owner.inUse().forget(this))) {
            saveLeftOver(); // see KeptSession#get
        }
    }

    @Override
    boolean isKept() {
        return uses.areGone() && isValid && !expiring;
    }

    @Override
    boolean refresh() {
        return isThere(local().refresh());
    }

    /** The same, with the session locked for the caller; see {@link LocalSession#lock}. */
    boolean lock() {
        return isThere(local().lock());
    }

    private boolean isThere(boolean there) {
        if (there) {
            adoptTimes();
            isValid = true;
            owner.running().node().served(key(), id);
        } else {
            endIfEndedElsewhere();
        }
        return there;
    }

    final void adoptTimes() {
        adopt(local().times());
    }

    /** Then another node has told the listeners. */
    private void endIfEndedElsewhere() {
        if (local().isEndedElsewhere()) {
            isValid = false;
            owner.inUse().forget(this);
            owner.running().webSockets().ended(this);
        }
    }

    @Override
    public void access() {
        super.access();
        uses.hold(() -> owner.add(this));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The response is out. A change that was made since then is saved, and the access time if it is due. Unlike
     * {@code StandardSession} it leaves the last accessed time alone: the one that is stored is the same on all nodes
     * and never goes back.
     */
    @Override
    public void endAccess() {
        isNew = false;
        try {
            if (!local().isLocked()) { // else its changes are for the request that has the lock
                TomcatContainer.inApplication(owner.getContext(), local()::saveLate);
                touchAfterRequest();
            }
        } finally {
            release();
        }
    }

    // ---------------------------------------------------------------- store

    /** {@inheritDoc} Values may run code of the application for it. */
    @Override
    void write(Consumer<LocalSession> what) {
        TomcatContainer.inApplication(owner.getContext(), () -> what.accept(local()));
        if (local().isGone()) {
            endIfEndedElsewhere();
        } else if (isValid) {
            adoptTimes();
        }
    }

    private void touchAfterRequest() {
        try {
            write(LocalSession::touchIfDue);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
        }
    }

    private void saveLeftOver() {
        if (local().mayHaveChanges()) {
            try {
                TomcatContainer.inApplication(owner.getContext(), local()::saveLate);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "after its last request a session was not saved: {0}", e.getMessage());
            }
        }
    }

    // ---------------------------------------------------------------- end

    /**
     * {@inheritDoc}
     *
     * <p>The session is deleted first: if the store fails, nothing has happened yet and the caller learns it. Listeners
     * hear of it only on the node whose call deleted it.
     */
    @Override
    public synchronized void expire(boolean notify) {
        if (expiring || !isValid) {
            return;
        }
        Principal loggedIn = getPrincipal(); // before it is deleted: if it cannot be read, nothing has happened yet
        boolean endedHere = isEndedByStore() || deleteOrFailRequest();
        principal = loggedIn; // for its logout: the superclass looks at its field only
        try {
            super.expire(notify && endedHere);
        } finally {
            principal = null;
        }
        owner.running().webSockets().ended(this);
    }

    /** Whether it is over because it has expired, and not by anyone's call. */
    boolean isEndedByStore() {
        return false;
    }

    private boolean deleteOrFailRequest() {
        try {
            return local().delete();
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    /** Whatever the application makes of it, the request of this thread cannot be answered as it wants. */
    RuntimeException fail(RuntimeException cause) {
        RequestScope scope = RequestScope.current(owner);
        if (scope != null) {
            scope.fail(cause);
        }
        return cause;
    }

    /** {@inheritDoc} Tomcat's own listener for single sign-on would be on one node's object only. */
    @Override
    public void fireSessionEvent(String type, @Nullable Object data) {
        super.fireSessionEvent(type, data);
        String signOn = signOn();
        if (signOn != null) {
            DynamoDbSingleSignOn.of(owner.getContext()).ifPresent(valve -> valve.told(this, signOn, type, data));
        }
    }

    // ---------------------------------------------------------------- what StandardSession decides otherwise

    /** {@inheritDoc} Never expires the session: only the stored item tells, see {@link #refresh}. */
    @Override
    public boolean isValid() {
        return isValid;
    }
}
