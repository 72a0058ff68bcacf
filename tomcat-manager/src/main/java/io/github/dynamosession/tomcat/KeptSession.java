package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serial;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What applications do with a session, in requests or not: they may have kept it, in a WebSocket endpoint or a thread. */
abstract class KeptSession extends SessionWithLogin {

    @Serial
    private static final long serialVersionUID = 1L;

    final transient DynamoDbManager owner;
    private transient @Nullable LocalSession local;

    KeptSession(DynamoDbManager owner) {
        super(owner);
        this.owner = owner;
    }

    void use(LocalSession used) {
        local = used;
        attributes = used.attributes();
    }

    final boolean hasLocal() {
        return local != null;
    }

    /** This node's copy of what is stored. */
    final LocalSession local() {
        return Objects.requireNonNull(local, "a session has an id before it is used");
    }

    /** Tells whether no request is in this object, but the application has it. */
    abstract boolean isKept();

    /** Takes in what other nodes changed; false if there is no such session. */
    abstract boolean refresh();

    /** Writes something of the session, and takes in what came of it. */
    abstract void write(Consumer<LocalSession> what);

    /**
     * Does something with the session for the application. If no request is in this object, it is done on what is stored now,
     * and saved before this returns.
     *
     * <p>The last request may leave meanwhile, after its own last save. If that is seen here, this saves; if not, {@link
     * DynamoDbSession#release} finds the change, as it looks for one when nobody holds the object any more.
     *
     * @param attribute the name of the attribute that is used, if it is one
     */
    private <T extends @Nullable Object> T get(@Nullable String attribute, Supplier<T> what) {
        return isKept() ? RequestUnit.callAlone(() -> getAndSave(attribute, what)) : getAndSave(attribute, what);
    }

    private <T extends @Nullable Object> T getAndSave(@Nullable String attribute, Supplier<T> what) {
        if (isKept()) {
            refresh();
        }
        T result = what.get();
        if (isKept()) {
            write(kept -> kept.saveUse(attribute));
        }
        return result;
    }

    private void change(@Nullable String attribute, Runnable what) {
        get(attribute, () -> {
            what.run();
            return true;
        });
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        if (isValid && WebSocketBindings.isOne(name)) {
            return owner.running().webSockets().get(id);
        }
        return get(name, () -> super.getAttribute(name));
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return get(null, () -> super.getAttributeNames());
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
            owner.running().webSockets().bind(id, name, listener);
            return;
        }
        if (name != null && value != null) {
            local().attributes().requireStorable(name, value);
        }
        change(name, () -> super.setAttribute(name, value, notify));
    }

    @Override
    public void removeAttribute(String name, boolean notify) {
        change(name, () -> super.removeAttribute(name, notify));
    }

    @Override
    public long getLastAccessedTime() {
        return get(null, () -> super.getLastAccessedTime());
    }

    @Override
    public int getMaxInactiveInterval() {
        return get(null, () -> super.getMaxInactiveInterval());
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        change(null, () -> {
            super.setMaxInactiveInterval(interval);
            if (hasLocal()) { // not yet, when the manager makes a new session
                local().setMaxInactiveInterval(Duration.ofSeconds(Math.max(interval, 0)));
            }
        });
    }

    @Override
    public void invalidate() {
        change(null, () -> super.invalidate());
    }

    /** {@inheritDoc} Where values that cannot be stored are skipped, they may be set. */
    @Override
    public boolean isAttributeDistributable(String name, Object value) {
        return super.isAttributeDistributable(name, value)
                || local().attributes().mayHoldUnstorable();
    }

    @Override
    protected boolean exclude(String name, Object value) {
        return TomcatContainer.isNodeLocal(owner, name, value);
    }
}
