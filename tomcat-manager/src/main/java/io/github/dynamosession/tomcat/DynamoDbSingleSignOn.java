package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Realm;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's single sign-on for nodes without sticky sessions: who has logged in to one web application of a host is logged
 * in to the others, and a logout from one is one from all, on every node.
 *
 * <pre>{@code
 * <Host name="localhost" appBase="webapps">
 *   <Valve className="io.github.dynamosession.tomcat.DynamoDbSingleSignOn" tableName="http-sessions"/>
 * }</pre>
 *
 * <p>All web applications that take part have a {@link DynamoDbManager} with the same table. Besides {@code cookieName} and
 * {@code cookieDomain} of Tomcat's valve the element takes the properties of {@link SessionStoreConfig} that say where the
 * table is and how it is called. A request whose session is logged in asks nothing but its session.
 *
 * <p>Passwords are not kept, so that {@code requireReauthentication} is refused. A session that merely expires ends no
 * other one; nor does one that is revoked.
 */
public final class DynamoDbSingleSignOn extends SingleSignOn {

    /** As typed; checked at start, all together. */
    private final Map<String, String> properties = new TreeMap<>();

    private final UndoStack undo = new UndoStack();

    private volatile @Nullable SignOns signOns;

    /** The valve of the host that a web application is in, if there is one. */
    static Optional<DynamoDbSingleSignOn> of(Context context) {
        return Arrays.stream(context.getParent().getPipeline().getValves())
                .filter(DynamoDbSingleSignOn.class::isInstance)
                .map(DynamoDbSingleSignOn.class::cast)
                .findFirst();
    }

    // ---------------------------------------------------------------- life cycle

    /** Takes an attribute of the {@code <Valve>} element: a property of the store. A wrong one stops the start. */
    public boolean setProperty(String name, String value) {
        properties.put(name, value);
        return true;
    }

    @Override
    protected void startInternal() throws LifecycleException {
        if (getRequireReauthentication() || !(getContainer() instanceof Host)) {
            throw new LifecycleException(getClass().getName() + " belongs into a <Host>, without"
                    + " requireReauthentication: that needs passwords, which are not stored");
        }
        try {
            SignOns opened = SignOns.open(config(), getContainer().getParentClassLoader());
            undo.push("the client of the store", opened::close);
            undo.push("the entries", () -> signOns = null);
            signOns = opened;
            super.startInternal();
        } catch (InvalidConfigurationException | StoreException e) {
            throw new LifecycleException("single sign-on of " + getContainer().getName() + ": " + e.getMessage(), e);
        } catch (Throwable e) {
            undo.close();
            throw e;
        }
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        try {
            super.stopInternal();
        } finally {
            undo.close();
        }
    }

    /** Entries are stored with expiry events, though nobody looks for expired ones: see {@link SignOns#end}. */
    private SessionStoreConfig config() {
        Map<String, String> typed = new TreeMap<>(properties);
        String scope =
                Objects.requireNonNullElse(getCookieDomain(), getContainer().getName());
        typed.putIfAbsent("applicationName", "sso:" + scope);
        typed.put("expiryEvents", "true");
        typed.put("userIndex", "false");
        return SessionStoreConfig.of(typed);
    }

    private SignOns signOns() {
        return Objects.requireNonNull(signOns, "the valve is not started");
    }

    // ---------------------------------------------------------------- a request

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.removeNote(Constants.REQ_SSOID_NOTE);
        Cookie cookie = cookie(request);
        RequestScope scope = request.getContext().getManager() instanceof DynamoDbManager manager && cookie != null
                ? manager.scope(request)
                : null;
        if (cookie == null || scope == null || scope.isIgnored()) {
            getNext().invoke(request, response);
            return;
        }
        try {
            if (recognise(request, response, cookie, scope)) {
                getNext().invoke(request, response);
            }
        } finally {
            scope.lookUps().forget();
        }
    }

    private @Nullable Cookie cookie(Request request) {
        Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(getCookieName()))
                .filter(cookie -> SessionIds.isWellFormed(cookie.getValue()))
                .findFirst()
                .orElse(null);
    }

    /** Returns false if the store could not tell and the request is answered. */
    private boolean recognise(Request request, Response response, Cookie cookie, RequestScope scope)
            throws IOException {
        try (RequestScope.Binding bound = scope.bind()) {
            recognise(request, response, cookie);
            return true;
        } catch (StoreException e) {
            SaveBeforeResponseValve.saveAndUnlock(scope); // which the request does not reach
            FailedResponse.answer(request, response, e);
            return false;
        }
    }

    /**
     * A session that takes part tells by itself who is logged in. When its access time is to be written again, its
     * entry's is, too, so that entries live as long as their sessions. Then a session is found out that was saved when its
     * user had just logged out elsewhere.
     */
    private void recognise(Request request, Response response, Cookie cookie) {
        DynamoDbSession session = (DynamoDbSession) request.getSessionInternal(false);
        SessionKey key = signOns().key(cookie.getValue());
        boolean takesPart = session != null && key.partitionKey().equals(session.signOn());
        Optional<SignOns.Entry> entry = Optional.empty();
        if (session == null || !takesPart || session.local().isTouchDue()) {
            entry = signOns().find(key);
            if (entry.isEmpty()) {
                if (session != null && takesPart) {
                    session.expire();
                }
                remove(cookie, request, response);
                return;
            }
        }
        request.setNote(Constants.REQ_SSOID_NOTE, cookie.getValue());
        entry.ifPresent(found -> logIn(request, found));
    }

    private static void logIn(Request request, SignOns.Entry entry) {
        request.setAuthType(entry.authType());
        request.setUserPrincipal(entry.principal());
    }

    private void remove(Cookie cookie, Request request, Response response) {
        cookie.setValue("REMOVE");
        cookie.setMaxAge(0);
        cookie.setPath("/");
        if (getCookieDomain() != null) {
            cookie.setDomain(getCookieDomain());
        }
        cookie.setSecure(request.isSecure());
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }

    // ---------------------------------------------------------------- what authenticators call

    @Override
    protected void register(
            String ssoId,
            @Nullable Principal principal,
            String authType,
            @Nullable String username,
            @Nullable String password) {
        if (principal != null) { // null: a logout without single sign-on
            failing(() -> signOns().create(signOns().key(ssoId), principal, authType));
        }
    }

    @Override
    protected boolean associate(String ssoId, Session session) {
        SessionKey key = signOns().key(ssoId);
        return session instanceof DynamoDbSession mine
                && (key.partitionKey().equals(mine.signOn())
                        || failing(() -> signOns().join(key, mine)));
    }

    /** Without a password: an authenticator that does not look at sessions asks here who is logged in. */
    @Override
    protected boolean reauthenticate(String ssoId, @Nullable Realm realm, Request request) {
        populateRequestFromSsoEntry(request, ssoId);
        if (request.getUserPrincipal() == null) {
            request.removeNote(Constants.REQ_SSOID_NOTE); // or the login that follows would join an entry that is gone
        }
        return request.getUserPrincipal() != null;
    }

    @Override
    protected void populateRequestFromSsoEntry(Request request, String ssoId) {
        failing(() -> signOns().find(signOns().key(ssoId))).ifPresent(entry -> logIn(request, entry));
    }

    /** Does nothing: there are no passwords to update. */
    @Override
    protected boolean update(
            String ssoId,
            @Nullable Principal principal,
            @Nullable String authType,
            @Nullable String username,
            @Nullable String password) {
        return false;
    }

    @Override
    protected void deregister(String ssoId) {
        failing(() -> signOns().end(signOns().key(ssoId))).forEach(this::endSession);
    }

    /** An application that this node does not have just now learns nothing, but its session is gone, too. */
    private void endSession(SessionKey session, String contextName) {
        if (getContainer().findChild(contextName) instanceof Context context
                && context.getManager() instanceof DynamoDbManager manager
                && manager.getState().isAvailable()) {
            manager.running().all().end(session);
        } else {
            signOns().revoke(session);
        }
    }

    private static <T> T failing(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException e) {
            RequestScope.failCurrent(e);
            throw e;
        }
    }

    // ---------------------------------------------------------------- what sessions tell

    /** An event of a session that takes part, on this node. */
    void told(DynamoDbSession session, String signOn, String event, @Nullable Object data) {
        if (event.equals(Session.SESSION_DESTROYED_EVENT)) {
            ended(session, signOn);
        } else if (event.equals(Session.SESSION_CHANGED_ID_EVENT) && data instanceof String before) {
            failing(() -> signOns().rename(SessionKey.ofPartitionKey(signOn), session.keyOf(before), session));
        }
    }

    private void ended(DynamoDbSession session, String signOn) {
        SessionKey key = SessionKey.ofPartitionKey(signOn);
        if (!getState().isAvailable()) {
            return;
        }
        if (session.isEndedByStore()) {
            signOns().leave(key, session.key());
        } else {
            Map<SessionKey, String> others = failing(() -> signOns().end(key));
            others.remove(session.key());
            others.forEach(this::endSession);
        }
    }
}
