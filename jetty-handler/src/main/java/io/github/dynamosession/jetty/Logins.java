package io.github.dynamosession.jetty;

import io.github.dynamosession.node.users.ForeignLogin;
import io.github.dynamosession.store.Loggers;
import java.lang.System.Logger;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.eclipse.jetty.security.RolePrincipal;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.security.authentication.SessionAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * Logins between Jetty's {@code SessionAuthentication} and the store, where they are a list: method, user name, roles.
 * The password, which Jetty would keep to log the user in again on another node, is not stored.
 */
final class Logins {

    private static final Logger LOG = Loggers.of(Logins.class);

    /** Under which name another container, Tomcat, keeps a principal that only it can read. */
    private static final String FOREIGN_PRINCIPAL = "principal";

    private static final int METHOD = 0;
    static final int NAME = 1;
    private static final int ROLES = 2;

    private final Map<String, Object> containerState;
    private @Nullable Object lastStored;
    private @Nullable SessionAuthentication lastLogin;

    Logins(Map<String, Object> containerState) {
        this.containerState = containerState;
    }

    /** The login as Jetty wants it, the same object for the same stored one. */
    synchronized @Nullable Object get(@Nullable Object stored) {
        if (stored == null) {
            tellForeignLogin();
            return null;
        }
        if (!stored.equals(lastStored)) {
            lastLogin = authentication((List<?>) stored);
            lastStored = stored;
        }
        return lastLogin;
    }

    /** The login that is to be stored, and to be handed out on this node as it is. */
    synchronized Object storable(Object value) {
        SessionAuthentication login = (SessionAuthentication) value;
        List<String> storable = new ArrayList<>();
        storable.add(login.getAuthenticationType());
        storable.add(login.getUserIdentity().getUserPrincipal().getName());
        storable.addAll(rolesOf(login.getUserIdentity()));
        lastLogin = login;
        lastStored = storable;
        return storable;
    }

    /** Jetty's login services make each role a principal of the subject, beside the user's own. */
    private static List<String> rolesOf(UserIdentity user) {
        Subject subject = user.getSubject();
        Stream<Principal> principals = subject == null ? Stream.empty() : subject.getPrincipals().stream();
        return principals
                .filter(principal -> !principal.equals(user.getUserPrincipal()))
                .map(Principal::getName)
                .filter(name -> user.isUserInRole(name))
                .toList();
    }

    private static @Nullable SessionAuthentication authentication(List<?> stored) {
        SecurityHandler security = SecurityHandler.getCurrentSecurityHandler();
        if (security == null || security.getIdentityService() == null) {
            return null;
        }
        List<String> texts = stored.stream().map(String::valueOf).toList();
        Collection<String> roles = texts.subList(ROLES, texts.size());
        Principal user = new UserPrincipal(texts.get(NAME), null);
        Subject subject = new Subject();
        subject.getPrincipals().add(user);
        roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        UserIdentity identity =
                security.getIdentityService().newUserIdentity(subject, user, roles.toArray(String[]::new));
        return new SessionAuthentication(texts.get(METHOD), identity, null);
    }

    private void tellForeignLogin() {
        if (containerState.containsKey(FOREIGN_PRINCIPAL)) {
            ForeignLogin.log(LOG);
        }
    }
}
