package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.users.ForeignLogin;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionKey;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.util.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat keeps in a session besides attributes, and another node needs too: who is logged in, and what FORM login
 * remembers between its three requests, each of which may reach another node. Passwords are not stored.
 *
 * <p>Nothing of it is kept beside the store's state: another node may log the user out while requests are in the session
 * here.
 */
final class ContainerState {

    private static final Logger LOG = Loggers.of(ContainerState.class);

    /** Under which name Jetty keeps a login that only it can read. */
    private static final String FOREIGN_LOGIN = "org.eclipse.jetty.security.UserIdentity";

    /** Tells the core whose a session is. */
    static final ContainerLogin LOGIN =
            new ContainerLogin("principal", principal -> Optional.ofNullable(((Principal) principal).getName()));

    private static final String PRINCIPAL = LOGIN.name();
    private static final String AUTH_TYPE = "authType";
    private static final String SIGN_ON = "signOn";
    private static final Map<String, String> NOTES =
            Map.of(Constants.FORM_REQUEST_NOTE, "formRequest", Constants.SESSION_ID_NOTE, "formSession");

    /** Passwords that FORM login keeps with {@code cache="false"}, to ask the realm with each request. */
    private static final Set<String> LOCAL_NOTES = Set.of(Constants.SESS_USERNAME_NOTE, Constants.SESS_PASSWORD_NOTE);

    private final Map<String, Object> stored;
    private final Set<String> credentialCookies;
    private final Supplier<String> sessionKey;
    private final NodeLocalState local;

    /**
     * @param credentialCookies names of cookies that must not be stored with the request that FORM login keeps
     * @param sessionKey stands in the store for the session id, which FORM login notes: readers of the table must not
     *     see the id
     */
    ContainerState(Map<String, Object> stored, Set<String> credentialCookies, Supplier<String> sessionKey) {
        this.stored = stored;
        this.credentialCookies = credentialCookies;
        this.sessionKey = sessionKey;
        this.local = new NodeLocalState(stored);
    }

    /** Of a session of this web application; its key may be another one after a change of its id. */
    static ContainerState of(Context context, Map<String, Object> stored, Supplier<SessionKey> key) {
        Set<String> credentialCookies =
                Set.of(SessionConfig.getSessionCookieName(context), Constants.SINGLE_SIGN_ON_COOKIE);
        return new ContainerState(stored, credentialCookies, () -> key.get().partitionKey());
    }

    /** Who is logged in now, on whichever node: never to be kept by a caller for a later request. */
    @Nullable
    Principal principal() {
        Principal principal = (Principal) stored.get(PRINCIPAL);
        if (principal == null) {
            principal = (Principal) local.get(PRINCIPAL);
        }
        if (principal == null && stored.containsKey(FOREIGN_LOGIN)) {
            ForeignLogin.log(LOG);
        }
        return principal;
    }

    void setPrincipal(@Nullable Principal principal) {
        if (principal != null && !(principal instanceof Serializable)) {
            LOG.log(
                    Level.WARNING,
                    "the login of a session is known to this node only: principal class {0} is not Serializable",
                    principal.getClass().getName());
            stored.remove(PRINCIPAL);
            local.put(PRINCIPAL, principal);
        } else {
            put(PRINCIPAL, principal);
            local.remove(PRINCIPAL);
        }
    }

    @Nullable
    String authType() {
        return (String) stored.get(AUTH_TYPE);
    }

    void setAuthType(@Nullable String authType) {
        put(AUTH_TYPE, authType);
    }

    @Nullable
    String signOn() {
        return (String) stored.get(SIGN_ON);
    }

    void setSignOn(String partitionKey) {
        put(SIGN_ON, partitionKey);
    }

    /** Tells whether a note belongs here, and not in the session object. */
    static boolean hasNote(String name) {
        return NOTES.containsKey(name) || LOCAL_NOTES.contains(name);
    }

    @Nullable
    Object note(String name, String sessionId) {
        if (LOCAL_NOTES.contains(name)) {
            return local.get(name);
        }
        Object value = stored.get(storedName(name));
        boolean ofThisSession =
                name.equals(Constants.SESSION_ID_NOTE) && sessionKey.get().equals(value);
        return ofThisSession ? sessionId : value;
    }

    void setNote(String name, Object value) {
        if (LOCAL_NOTES.contains(name)) {
            local.put(name, value);
        } else if (name.equals(Constants.SESSION_ID_NOTE)) {
            put(storedName(name), sessionKey.get());
        } else {
            put(storedName(name), SavedRequests.without(credentialCookies, (SavedRequest) value));
        }
    }

    private static String storedName(String note) {
        return Objects.requireNonNull(NOTES.get(note), note);
    }

    void removeNote(String name) {
        if (LOCAL_NOTES.contains(name)) {
            local.remove(name);
        } else {
            put(storedName(name), null);
        }
    }

    /** Setting what is stored already is no change: authenticators do it on every request. */
    private void put(String name, @Nullable Object value) {
        if (value == null) {
            stored.remove(name);
        } else if (!isSame(value, stored.get(name))) {
            stored.put(name, value);
        }
    }

    /** Tomcat's principals are equal if their names are, whatever their roles. */
    private static boolean isSame(Object value, @Nullable Object known) {
        return value.equals(known)
                && !(value instanceof GenericPrincipal one
                        && known instanceof GenericPrincipal other
                        && !Arrays.equals(one.getRoles(), other.getRoles()));
    }
}
