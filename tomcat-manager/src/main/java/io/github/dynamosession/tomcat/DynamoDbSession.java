package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.Printable;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.util.SessionConfig;
import org.apache.tomcat.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * The session object that all requests of one session on this node share while they are in it. Attributes and container
 * state live in its {@link LocalSession}; listeners, events and checks are {@code StandardSession}'s.
 *
 * <p>It is held by requests ({@link #access} to {@link #endAccess}) and by their look-ups; when nobody holds it the
 * manager forgets it.
 */
final class DynamoDbSession extends StandardSession {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Loggers.of(DynamoDbSession.class);

    private final transient DynamoDbManager owner;
    private final transient Holders holders = new Holders();
    private transient boolean endedByStore;
    private transient @Nullable LocalSession live;
    private transient @Nullable ContainerState containerState;

    DynamoDbSession(DynamoDbManager owner) {
        super(owner);
        this.owner = owner;
    }

    // ---------------------------------------------------------------- into and out of use

    /** A session that is perhaps in the store, held by the caller; {@link #refresh} tells. */
    void join(String id, LocalSession joined) {
        this.id = id;
        holders.first();
        use(joined);
    }

    /** A new session gets its first id, or a session another one. */
    @Override
    public void setId(String id, boolean notify) {
        LocalSession known = live;
        SessionKey key = owner.key(id);
        if (known == null) {
            Instant created = Instant.ofEpochMilli(creationTime);
            use(owner.newLiveSession(
                    key, id, new SessionTimes(created, created, Duration.ofSeconds(Math.max(maxInactiveInterval, 0)))));
        } else {
            known.rename(key, id);
        }
        owner.served(key, id);
        super.setId(id, notify);
    }

    private void use(LocalSession used) {
        live = used;
        containerState = new ContainerState(
                used.containerState(),
                Set.of(SessionConfig.getSessionCookieName(owner.getContext()), Constants.SINGLE_SIGN_ON_COOKIE),
                () -> owner.key(id).partitionKey());
        attributes = used.attributes();
        used.attributes().setCallback(new ActivationCallback(this));
        used.containerState().setCallback(this::fail);
    }

    private LocalSession live() {
        return Objects.requireNonNull(live, "a session has an id before it is used");
    }

    private ContainerState containerState() {
        return Objects.requireNonNull(containerState, "a session has an id before it is used");
    }

    /** Returns false if the manager has forgotten this object: another one may have its place. */
    boolean hold() {
        return holders.hold();
    }

    /** The same, but takes its place again if it is free. */
    boolean holdAgain() {
        return holders.holdAgain(() -> owner.remember(this));
    }

    void release() {
        if (holders.release(() -> owner.forget(this))) {
            saveLeftOver(); // see use
        }
    }

    /** Takes in what other nodes changed; false if there is no such session. */
    boolean refresh() {
        return isThere(live().refresh());
    }

    /** The same, with the session locked for the caller; see {@link LocalSession#lock}. */
    boolean lock() {
        return isThere(live().lock());
    }

    void lockNew() {
        live().lock();
    }

    private boolean isThere(boolean there) {
        if (there) {
            adoptTimes();
            isValid = true;
            owner.served(live().key(), id);
        } else {
            endIfEndedElsewhere();
        }
        return there;
    }

    private void adoptTimes() {
        SessionTimes times = live().times();
        creationTime = times.creationTime().toEpochMilli();
        lastAccessedTime = times.lastAccessedTime().toEpochMilli();
        maxInactiveInterval = (int) times.maxInactiveInterval().toSeconds();
    }

    /** Then another node has told the listeners. */
    private void endIfEndedElsewhere() {
        if (live().isEndedElsewhere()) {
            isValid = false;
            owner.forget(this);
            owner.webSockets().ended(this);
        }
    }

    @Override
    public void access() {
        super.access();
        holders.hold(() -> owner.add(this));
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
            if (!live().hasFailed() && !isLocked()) { // else its changes are for the request that has the lock
                owner.inApplication(() -> live().saveRest());
                touchAfterRequest();
            }
        } finally {
            release();
        }
    }

    // ---------------------------------------------------------------- store

    /** Writes what changed; see {@link LocalSession#saveUnlessQuietSince}. */
    void saveUnlessQuietSince(long uses) {
        owner.inApplication(() -> live().saveUnlessQuietSince(uses));
        adoptOutcome();
    }

    /** See {@link LocalSession#saveAndUnlock}. */
    void saveAndUnlock() {
        owner.inApplication(() -> live().saveAndUnlock());
        adoptOutcome();
    }

    /** See {@link LocalSession#isLocked}. */
    boolean isLocked() {
        return live().isLocked();
    }

    /** See {@link LocalSession#unlock}. */
    void unlock() {
        live().unlock();
    }

    /** See {@link LocalSession#attributeUses}. */
    long attributeUses() {
        return live().attributeUses();
    }

    /** Writes the access time if it is due. */
    void touch() {
        owner.inApplication(() -> live().touchIfDue());
        adoptOutcome();
    }

    private void touchAfterRequest() {
        try {
            touch();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the access time stays unwritten until the next request: {0}", e.getMessage());
        }
    }

    private void adoptOutcome() {
        if (live().isGone()) {
            endIfEndedElsewhere();
        } else if (isValid) {
            adoptTimes();
        }
    }

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
        boolean endedHere = endedByStore || deleteOrFailRequest();
        principal = loggedIn; // for its logout: the superclass looks at its field only
        try {
            super.expire(notify && endedHere);
        } finally {
            principal = null;
        }
        owner.webSockets().ended(this);
    }

    /** Ends a session that expired in the store, with all events, as its own class does when it expires in memory. */
    void endExpired(String id, LocalSession expired) {
        this.id = id;
        use(expired);
        adoptTimes();
        endedByStore = true;
        isValid = true;
        expire();
    }

    /** {@inheritDoc} Of an expired session, a value that fails costs only its own events: there is no one to tell. */
    @Override
    protected void removeAttributeInternal(String name, boolean notify) {
        try {
            super.removeAttributeInternal(name, notify);
        } catch (Throwable e) {
            if (!endedByStore) {
                throw e;
            }
            ExceptionUtils.handleThrowable(e);
            owner.getContext()
                    .getLogger()
                    .error("attribute " + Printable.of(name) + " failed at the end of its session", e);
        }
    }

    private boolean deleteOrFailRequest() {
        try {
            return live().delete();
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

    // ---------------------------------------------------------------- single sign-on

    SessionKey key() {
        return live().key();
    }

    /** Where a session of another id would be. */
    SessionKey keyOf(String otherId) {
        return owner.key(otherId);
    }

    boolean isEndedByStore() {
        return endedByStore;
    }

    boolean isTouchDue() {
        return live().isTouchDue();
    }

    /** The key of the entry of single sign-on that the session is in, or null. */
    @Nullable
    String signOn() {
        return containerState().signOn();
    }

    void setSignOn(String partitionKey) {
        containerState().setSignOn(partitionKey);
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

    // ---------------------------------------------------------------- what applications do, in requests or not

    /**
     * Does something with the session for the application, which may have kept it: a WebSocket endpoint, a thread that
     * outlives its request. If no request is in this object, it is done on what is stored now, and saved before this
     * returns.
     *
     * <p>The last request may leave meanwhile, after its own last save. If that is seen here, this saves; if not, {@link
     * #release} finds the change, as it looks for one when nobody holds the object any more.
     *
     * @param attribute the name of the attribute that is used, if it is one
     */
    private <T extends @Nullable Object> T use(@Nullable String attribute, Supplier<T> what) {
        if (isKept()) {
            refresh();
        }
        T result = what.get();
        if (isKept()) {
            owner.inApplication(() -> live().saveUse(attribute));
            adoptOutcome();
        }
        return result;
    }

    /** Tells whether no request is in this object, but the application has it. */
    private boolean isKept() {
        return holders.areGone() && isValid && !expiring;
    }

    private void saveLeftOver() {
        if (live().mayHaveChanges() && !live().hasFailed()) {
            try {
                owner.inApplication(() -> live().saveRest());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "after its last request a session was not saved: {0}", e.getMessage());
            }
        }
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        if (isValid && WebSocketBindings.isOne(name)) {
            return owner.webSockets().get(id);
        }
        return use(name, () -> super.getAttribute(name));
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return use(null, () -> super.getAttributeNames());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if no filter keeps the value out of the store, and it is not Serializable, or its
     *     name cannot be stored
     */
    @Override
    public void setAttribute(String name, Object value, boolean notify) {
        if (isValid && WebSocketBindings.isOne(name) && value instanceof HttpSessionBindingListener listener) {
            owner.webSockets().bind(id, name, listener);
            return;
        }
        if (name != null && value != null) {
            live().attributes().requireStorable(name, value);
        }
        use(name, () -> {
            super.setAttribute(name, value, notify);
            return null;
        });
    }

    @Override
    public void removeAttribute(String name, boolean notify) {
        use(name, () -> {
            super.removeAttribute(name, notify);
            return null;
        });
    }

    @Override
    public long getLastAccessedTime() {
        return use(null, () -> super.getLastAccessedTime());
    }

    @Override
    public int getMaxInactiveInterval() {
        return use(null, () -> super.getMaxInactiveInterval());
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        use(null, () -> {
            super.setMaxInactiveInterval(interval);
            LocalSession known = live;
            if (known != null) {
                known.setMaxInactiveInterval(Duration.ofSeconds(Math.max(interval, 0)));
            }
            return null;
        });
    }

    @Override
    public void invalidate() {
        use(null, () -> {
            super.invalidate();
            return null;
        });
    }

    // ---------------------------------------------------------------- what StandardSession decides otherwise

    /** {@inheritDoc} Never expires the session: only the stored item tells, see {@link #refresh}. */
    @Override
    public boolean isValid() {
        return isValid;
    }

    /** {@inheritDoc} Where values that cannot be stored are skipped, they may be set. */
    @Override
    public boolean isAttributeDistributable(String name, Object value) {
        return super.isAttributeDistributable(name, value)
                || live().attributes().mayHoldUnstorable();
    }

    @Override
    protected boolean exclude(String name, Object value) {
        return SessionRules.isNodeLocal(owner, name, value);
    }

    // ---------------------------------------------------------------- container state

    // Never in the superclass's fields: another node may end the login while requests are in this object.

    @Override
    public @Nullable Principal getPrincipal() {
        return containerState().principal();
    }

    @Override
    public void setPrincipal(@Nullable Principal principal) {
        containerState().setPrincipal(principal);
    }

    @Override
    public @Nullable String getAuthType() {
        return containerState().authType();
    }

    @Override
    public void setAuthType(@Nullable String authType) {
        containerState().setAuthType(authType);
    }

    @Override
    public @Nullable Object getNote(String name) {
        return ContainerState.hasNote(name) ? containerState().note(name, id) : super.getNote(name);
    }

    @Override
    public void setNote(String name, Object value) {
        if (ContainerState.hasNote(name)) {
            containerState().setNote(name, value);
        } else {
            super.setNote(name, value);
        }
    }

    @Override
    public void removeNote(String name) {
        if (ContainerState.hasNote(name)) {
            containerState().removeNote(name);
        } else {
            super.removeNote(name);
        }
    }
}
