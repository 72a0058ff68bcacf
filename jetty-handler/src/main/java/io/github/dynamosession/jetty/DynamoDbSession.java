package io.github.dynamosession.jetty;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.LocalSession;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.AutoLock;
import org.jspecify.annotations.Nullable;

/**
 * The session object that all requests of one session on this node share while they are in it. Listeners, events and
 * states are {@code ManagedSession}'s.
 *
 * <p>A joining request owes the session a refresh, which is paid when anyone next uses it: a request that never touches
 * its session costs no read. Where Jetty's own lock would be held during a store call or while a value is decoded, the
 * superclass is called after that: one request of a session must not wait for another's.
 */
final class DynamoDbSession extends CountedSession {

    private final DynamoDbSessionCache cache;
    private final AtomicLong joined = new AtomicLong();
    private final AtomicLong refreshed = new AtomicLong();
    private volatile @Nullable RuntimeException failure;

    DynamoDbSession(DynamoDbSessionCache cache, DynamoDbSessionData data) {
        super(cache.getSessionManager(), data);
        this.cache = cache;
    }

    /** What this node knows of the session. */
    LocalSession local() {
        return ((DynamoDbSessionData) getSessionData()).local();
    }

    // ---------------------------------------------------------------- into and out of use

    /**
     * Does something with the session for the application. If no request is in this object, it is done on what is stored
     * now, and saved before this returns; the attribute is the name of the one that is used, if it is one.
     */
    private <T extends @Nullable Object> T use(@Nullable String attribute, Supplier<T> what) {
        if (!isOpen()) {
            return what.get();
        }
        boolean kept = enterAgain();
        try {
            return kept ? RequestUnit.callAlone(() -> useAndSave(attribute, what)) : useFresh(what);
        } finally {
            cache.leave(this);
        }
    }

    private <T extends @Nullable Object> T useAndSave(@Nullable String attribute, Supplier<T> what) {
        expectRefresh();
        T result = useFresh(what);
        cache.saver().saveUse(this, attribute);
        return result;
    }

    private <T extends @Nullable Object> T useFresh(Supplier<T> what) {
        freshen();
        return what.get();
    }

    /** The next use takes in what other nodes changed. */
    void expectRefresh() {
        joined.incrementAndGet();
    }

    /**
     * Pays what joining requests owe.
     *
     * @throws io.github.dynamosession.store.StoreException if the store cannot tell; the request is answered with an
     *     error, whatever the application does
     */
    void freshen() {
        long owed = joined.get();
        if (!isOpen()) {
            return;
        }
        boolean locks = cache.scopes().isToLock(this);
        if (refreshed.get() >= owed && !locks) {
            return;
        }
        DynamoDbSessionData data = (DynamoDbSessionData) getSessionData();
        if (cache.scopes().call(this, locks ? () -> cache.scopes().lock(this, data) : data::refresh)) {
            refreshed.accumulateAndGet(owed, Math::max);
            failure = null;
        } else {
            endIfEndedElsewhere();
        }
    }

    /** Makes a store call for a request that is not known; {@link #failure} tells of it until the session is read again. */
    <T> T call(Supplier<T> storeCall) {
        try {
            return storeCall.get();
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    /** The same for what failed already; to be thrown. */
    RuntimeException fail(RuntimeException cause) {
        failure = cause;
        return new QuietException.RuntimeException(cause);
    }

    /** Why a response of this session cannot be what the application wants, or null. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Then another node has told the listeners. */
    private void endIfEndedElsewhere() {
        if (!local().isEndedElsewhere()) {
            return;
        }
        try (AutoLock lock = lock()) {
            if (_state == State.VALID) {
                _state = State.INVALID;
            }
        }
        cache.ended(this);
    }

    /** Ends the session here if a save found that it was ended elsewhere. */
    boolean isStillThere() {
        boolean gone = local().isGone();
        if (gone) {
            endIfEndedElsewhere();
        }
        return !gone;
    }

    // ---------------------------------------------------------------- what Jetty asks before the application runs

    /**
     * {@inheritDoc}
     *
     * <p>While Jetty resolves the session of a request this is true without asking the store; the answer is given when
     * the application asks.
     */
    @Override
    public boolean isValid() {
        if (!cache.scopes().isResolving(this)) {
            freshen();
        }
        return super.isValid();
    }

    @Override
    public boolean access(long time) {
        if (!cache.scopes().resolved(this)) {
            return accessByAccessor();
        }
        try (AutoLock lock = lock()) {
            _newSession = false;
            return super.isValid() && isResident();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Not if only the node changed: Jetty would send the cookie again, with this node's name at its end.
     *
     * <ol>
     *   <li>a request with the old id is on its way to this node,
     *   <li>another node answers a login, with the cookie of the new id,
     *   <li>this node's answer, with a cookie of the old id, would log the user out.
     * </ol>
     */
    @Override
    public void onIdChanged() {
        if (local().isToBeRenamed()) {
            super.onIdChanged();
        }
    }

    /** A {@code HttpSession.Accessor} (servlet 6.1) lets the application use the session until {@link #release}. */
    private boolean accessByAccessor() {
        enterAgain();
        boolean there = false;
        try {
            expectRefresh();
            freshen();
            there = isOpen();
        } finally {
            if (!there) {
                cache.leave(this);
            }
        }
        if (!there) {
            throw new IllegalStateException("the session has ended, or its id was changed");
        }
        return true;
    }

    /**
     * The end of a use by an accessor, and only of that; on Jetty 12.0, which has none, nobody calls this.
     *
     * @throws io.github.dynamosession.store.StoreException if what it changed may not be saved
     */
    public void release() {
        try {
            cache.saver().saveOutsideOfRequests(this);
        } finally {
            cache.release(this);
        }
    }

    // ---------------------------------------------------------------- what the application asks

    @Override
    public @Nullable Object getAttribute(String name) {
        return use(name, () -> {
            getSessionData().getAttribute(name);
            return super.getAttribute(name);
        });
    }

    @Override
    public Set<String> getAttributeNameSet() {
        return use(null, () -> super.getAttributeNameSet());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the value is not Serializable or its name cannot be stored
     */
    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        if (value != null && !JettyAttributes.isJettys(name)) {
            local().attributes().requireStorable(name, value);
        }
        return use(name, () -> {
            getSessionData().getAttribute(name);
            return super.setAttribute(name, value);
        });
    }

    @Override
    public long getCreationTime() {
        return use(null, () -> super.getCreationTime());
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
    public void setMaxInactiveInterval(int seconds) {
        use(null, () -> {
            super.setMaxInactiveInterval(seconds);
            return null;
        });
    }

    @Override
    public void renewId(Request request, Response response) {
        freshen();
        super.renewId(request, response);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The session is deleted first: if the store fails, nothing has happened yet and the caller learns it. Listeners
     * hear of it only on the node whose call deleted it.
     */
    @Override
    public void invalidate() {
        use(null, () -> {
            end();
            return null;
        });
    }

    private void end() {
        if (!isOpen() || cache.scopes().call(this, local()::delete)) {
            super.invalidate();
            cache.ended(this);
        } else {
            endIfEndedElsewhere();
        }
    }
}
