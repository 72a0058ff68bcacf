package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.request.RequestSessions;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which session ids one request has looked up, found or not. Tomcat looks one id up several times per request: only the first
 * time costs a read, and once the store has failed, the request does not wait for it again.
 *
 * <p>Of the thread that the request's scope is bound to: what other threads of the request do looks nothing up.
 */
final class RequestLookUps implements AroundAuthenticator.Look {

    /** Whether the authenticator has the request, and wants nothing of the session but the login that it has. */
    private enum Authentication {
        NONE,
        BY_LOGIN_OF_SESSION,
        IN_SESSION
    }

    private final DynamoDbManager manager;
    private final Request request;
    private final RequestSessions<DynamoDbSession> sessions;
    private final Map<String, Optional<DynamoDbSession>> found = new HashMap<>();
    private Optional<EarlyLookUps> early = Optional.empty();
    private boolean failedEarly;
    private boolean usedUp;
    private Authentication authentication = Authentication.NONE;

    RequestLookUps(DynamoDbManager manager, Request request, RequestSessions<DynamoDbSession> sessions) {
        this.manager = manager;
        this.request = request;
        this.sessions = sessions;
    }

    /** Lets go of the sessions that were looked up; those that the request is in are held by it. */
    void forget() {
        found.values().forEach(session -> session.ifPresent(DynamoDbSession::release));
        found.clear();
    }

    /** What Tomcat asked before the request was in its pipeline: it may ask the same of other versions again. */
    Optional<EarlyLookUps> early() {
        return early;
    }

    /** What Tomcat has asked before is not asked again. A lock is taken here only, with what is stored by then. */
    void takeOver(EarlyLookUps lookUps) {
        early = Optional.of(lookUps);
        if (sessions.isIgnored()) {
            return;
        }
        lookUps.failure().ifPresent(sessions::fail);
        failedEarly = sessions.failure() != null;
        usedUp = lookUps.areUsedUp();
        lookUps.answers(manager).forEach((id, answer) -> {
            if (answer.isEmpty() || (!sessions.isLocking() && answer.get().holdAgain())) {
                found.put(id, answer);
            }
        });
    }

    @Override
    public void authenticating(boolean asksForLoginOnly) {
        authentication = asksForLoginOnly ? Authentication.BY_LOGIN_OF_SESSION : Authentication.IN_SESSION;
    }

    @Override
    public void authenticated() {
        authentication = Authentication.NONE;
    }

    /** Whether a session that is made now may be one for a login. */
    boolean isAuthenticating() {
        return authentication != Authentication.NONE;
    }

    /** Whether the store failed before the application had any part in it. */
    boolean hasFailedEarly() {
        return failedEarly;
    }

    /** The session with what is stored, locked if the request locks it; null if there is none. */
    @Nullable
    DynamoDbSession find(String id) {
        if (sessions.isIgnored()) {
            return null;
        }
        RuntimeException earlier = sessions.failure();
        if (earlier != null) {
            throw earlier;
        }
        Optional<DynamoDbSession> known = found.get(id);
        if (known != null) {
            return known.filter(DynamoDbSession::isValid).orElse(null);
        }
        if (authentication == Authentication.BY_LOGIN_OF_SESSION && SessionIds.saysNoLogin(id)) {
            return null;
        }
        if (usedUp && id.equals(request.getRequestedSessionId())) {
            return null;
        }
        try {
            DynamoDbSession session = manager.inUse().lookUp(id, this::refresh);
            found.put(id, Optional.ofNullable(session));
            return session;
        } catch (StoreException e) {
            sessions.fail(e);
            throw e;
        }
    }

    private boolean refresh(DynamoDbSession session) {
        if (!sessions.isToLock(session)) {
            return session.refresh();
        }
        boolean there = session.lock();
        if (there) {
            sessions.locked(session);
        }
        return there;
    }

    void created(DynamoDbSession session) {
        if (sessions.isToLock(session)) {
            session.local().lock();
            sessions.locked(session);
        }
        renamed(session);
    }

    /** From now on the session has this id. */
    void renamed(DynamoDbSession session) {
        if (session.hold()) {
            Optional<DynamoDbSession> previous = found.put(session.getIdInternal(), Optional.of(session));
            if (previous != null) {
                previous.ifPresent(DynamoDbSession::release);
            }
        }
    }
}
