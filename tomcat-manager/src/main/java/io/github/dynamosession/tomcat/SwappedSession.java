package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.session.LocalSession;
import java.io.Serial;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Manager;
import org.jspecify.annotations.Nullable;

/**
 * A session that Tomcat's {@code PersistentManager} has from {@link DynamoDbStore}. What it holds is that of its {@link
 * LocalSession}: values are decoded when they are used, and a save writes what has changed.
 */
final class SwappedSession extends SessionWithLogin {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PersistedSessions owner;
    private final transient LocalSession local;

    /** A session that is perhaps stored; {@link #refresh} tells. */
    SwappedSession(Manager manager, PersistedSessions owner, String id) {
        super(manager);
        this.owner = owner;
        this.local = owner.node().join(id, PersistedSessions.lastUse(this));
        use(id);
    }

    /** A session that has expired. */
    SwappedSession(Manager manager, PersistedSessions owner, String id, LocalSession expired) {
        super(manager);
        this.owner = owner;
        this.local = expired;
        use(id);
    }

    private void use(String itsId) {
        id = itsId;
        attributes = local.attributes();
        useState(ContainerState.of(manager.getContext(), local.containerState(), local::key));
    }

    LocalSession local() {
        return local;
    }

    /** Takes in what is stored; false if there is no such session. */
    boolean refresh() {
        boolean there = local.refresh();
        if (there) {
            owner.node().served(local.key(), id);
            begin();
        }
        return there;
    }

    /** The store alone tells whether a session lives: a stored access time may be older than the last use. */
    private void begin() {
        adopt(local.times());
        thisAccessedTime = owner.node().clock().millis();
        isValid = true;
    }

    /** Tells the application of its end, which the store has found. */
    void end() {
        begin();
        owner.leavingAlone(id, this::expire);
    }

    /**
     * {@inheritDoc}
     *
     * <p>It is stored under the new id at once: the old one is not to be used by anyone who knows it.
     */
    @Override
    public void setId(String newId, boolean notify) {
        owner.leavingAlone(id, () -> super.setId(newId, notify));
        local.rename(owner.node().key(newId), newId);
        owner.node().served(local.key(), newId);
        try {
            local.save();
        } catch (AttributeNotSavedException e) {
            // all else is; the next save names it to who can act on it
        }
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        super.setMaxInactiveInterval(interval);
        local.setMaxInactiveInterval(Duration.ofSeconds(Math.max(interval, 0)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if the value is not Serializable, or its name cannot be stored
     */
    @Override
    public void setAttribute(String name, @Nullable Object value, boolean notify) {
        if (name != null && value != null) {
            local.attributes().requireStorable(name, value);
        }
        super.setAttribute(name, value, notify);
    }

    /** {@inheritDoc} Its principal is logged out, which the superclass looks for in its field. */
    @Override
    public synchronized void expire(boolean notify) {
        Principal loggedIn = isValid ? getPrincipal() : null;
        principal = loggedIn;
        try {
            super.expire(notify);
        } finally {
            principal = null;
        }
    }

    @Override
    protected void removeAttributeInternal(String name, boolean notify) {
        if (local.isGone()) {
            ExpiredSession.removeAtTheEnd(this, name, () -> super.removeAttributeInternal(name, notify));
        } else {
            super.removeAttributeInternal(name, notify);
        }
    }

    /** {@inheritDoc} What is stored stays so. */
    @Override
    public void recycle() {
        attributes = new ConcurrentHashMap<>();
        useState(new ContainerState(new HashMap<>(), Set.of(), () -> ""));
        super.recycle();
    }
}
