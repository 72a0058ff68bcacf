package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.live.ContainerLogin;
import io.github.dynamosession.store.live.ForeignLogin;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat keeps in a session besides attributes, and another node needs too: who is logged in, and what FORM login
 * remembers between its three requests, each of which may reach another node. Passwords are not among it.
 */
final class ContainerState {

    private static final Logger LOG = System.getLogger(ContainerState.class.getName());

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

    private final Map<String, Object> stored;
    private final Set<String> credentialCookies;
    private final Supplier<String> sessionKey;

    /**
     * @param credentialCookies names of cookies that must not be stored with the request that FORM login keeps
     * @param sessionKey stands in the store for the session id, which FORM login notes: readers of the table must not
     *     see the id
     */
    ContainerState(Map<String, Object> stored, Set<String> credentialCookies, Supplier<String> sessionKey) {
        this.stored = stored;
        this.credentialCookies = credentialCookies;
        this.sessionKey = sessionKey;
    }

    @Nullable
    Principal principal() {
        Principal principal = (Principal) stored.get(PRINCIPAL);
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
        } else {
            put(PRINCIPAL, principal);
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

    static boolean isStored(String note) {
        return NOTES.containsKey(note);
    }

    @Nullable
    Object note(String name, String sessionId) {
        Object value = stored.get(storedName(name));
        boolean ofThisSession =
                name.equals(Constants.SESSION_ID_NOTE) && sessionKey.get().equals(value);
        return ofThisSession ? sessionId : value;
    }

    void setNote(String name, Object value) {
        if (name.equals(Constants.SESSION_ID_NOTE)) {
            put(storedName(name), sessionKey.get());
        } else {
            put(storedName(name), SavedRequests.without(credentialCookies, (SavedRequest) value));
        }
    }

    private static String storedName(String note) {
        return Objects.requireNonNull(NOTES.get(note), note);
    }

    void removeNote(String name) {
        put(storedName(name), null);
    }

    /** Setting what is stored already is no change: authenticators do it on every request. */
    private void put(String name, @Nullable Object value) {
        if (value == null) {
            stored.remove(name);
        } else if (!value.equals(stored.get(name))) {
            stored.put(name, value);
        }
    }
}
