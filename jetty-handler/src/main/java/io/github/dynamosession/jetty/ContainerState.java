package io.github.dynamosession.jetty;

import io.github.dynamosession.node.request.SessionIds;
import io.github.dynamosession.node.users.ContainerLogin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty keeps in a session for itself, stored as plain values of the JDK: its own classes are not all serializable,
 * and a login as Jetty serializes it has the user's password in it.
 */
final class ContainerState {

    /** {@code SessionAuthentication.AUTHENTICATED_ATTRIBUTE}; not read from there: a server may have no security. */
    private static final String LOGIN_ATTRIBUTE = "org.eclipse.jetty.security.UserIdentity";

    /** Tells the core whose a session is. */
    static final ContainerLogin LOGIN = new ContainerLogin(
            LOGIN_ATTRIBUTE, stored -> Optional.of(String.valueOf(((List<?>) stored).get(Logins.NAME))));

    /** {@code FormAuthenticator.__J_URI} and {@code __J_POST}. */
    private static final String FORM_URI = "org.eclipse.jetty.security.form_URI";

    private static final String FORM_POST = "org.eclipse.jetty.security.form_POST";

    private final Map<String, Object> stored;
    private @Nullable Logins logins;

    /** @param stored the container state of a local session */
    ContainerState(Map<String, Object> stored) {
        this.stored = stored;
    }

    /** What Jetty keeps there; another container's state has other names. */
    Set<String> names() {
        return stored.keySet().stream().filter(JettyAttributes::isJettys).collect(Collectors.toSet());
    }

    @Nullable
    Object get(String name) {
        Object value = stored.get(name);
        if (name.equals(LOGIN_ATTRIBUTE)) {
            return logins().get(value);
        }
        if (value == null) {
            return null;
        }
        return switch (name) {
            case FORM_URI -> HttpURI.from((String) value);
            case FORM_POST -> SavedRequests.fields(value);
            default -> value;
        };
    }

    @Nullable
    Object put(String name, Object value) {
        Object previous = get(name);
        Object storable = storable(name, value);
        if (!storable.equals(stored.get(name))) {
            stored.put(name, storable);
        }
        return previous;
    }

    @Nullable
    Object remove(String name) {
        Object previous = get(name);
        stored.remove(name);
        return previous;
    }

    private Object storable(String name, Object value) {
        if (name.equals(LOGIN_ATTRIBUTE)) {
            return logins().storable(value);
        }
        if (value instanceof HttpURI uri) {
            return SessionIds.removedFrom(uri.asString());
        }
        return value instanceof Fields fields ? SavedRequests.storable(fields) : value;
    }

    private synchronized Logins logins() {
        if (logins == null) {
            logins = new Logins(stored);
        }
        return logins;
    }
}
