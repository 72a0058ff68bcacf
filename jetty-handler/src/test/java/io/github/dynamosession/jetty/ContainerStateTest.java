package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.security.DefaultIdentityService;
import org.eclipse.jetty.security.RolePrincipal;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.security.authentication.SessionAuthentication;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;

/** Trap 17: what Jetty keeps in a session survives, and is stored as values that need no class of Jetty. */
class ContainerStateTest {

    private final Map<String, Object> stored = new HashMap<>();
    private final ContainerState state = new ContainerState(stored);

    @Test
    void aLoginIsStoredAsMethodNameAndRolesWithoutThePassword() {
        SessionAuthentication login = login("ann", "secret", "user", "admin");
        state.put(SessionAuthentication.AUTHENTICATED_ATTRIBUTE, login);
        assertThat(stored.get(SessionAuthentication.AUTHENTICATED_ATTRIBUTE))
                .isEqualTo(List.of("FORM", "ann", "user", "admin"));
    }

    @Test
    void theNodeOfTheLoginGoesOnWithTheLoginItself() {
        SessionAuthentication login = login("ann", "secret", "user");
        state.put(SessionAuthentication.AUTHENTICATED_ATTRIBUTE, login);
        assertThat(state.get(SessionAuthentication.AUTHENTICATED_ATTRIBUTE)).isSameAs(login);
    }

    @Test
    void aLoginThatIsStoredAlreadyIsNoChange() {
        state.put(SessionAuthentication.AUTHENTICATED_ATTRIBUTE, login("ann", "secret", "user"));
        Object first = stored.get(SessionAuthentication.AUTHENTICATED_ATTRIBUTE);
        state.put(SessionAuthentication.AUTHENTICATED_ATTRIBUTE, login("ann", "secret", "user"));
        assertThat(stored.get(SessionAuthentication.AUTHENTICATED_ATTRIBUTE)).isSameAs(first);
    }

    @Test
    void theFieldsOfASavedPostComeBackWithAllTheirValues() {
        Fields fields = new Fields(true);
        fields.add("item", "tea");
        fields.add("item", "milk");
        fields.add("empty", "");
        state.put(FormAuthenticator.__J_POST, fields);
        assertThat(state.get(FormAuthenticator.__J_POST)).isEqualTo(fields).isNotSameAs(fields);
    }

    @Test
    void theSavedUriEqualsTheOneOfTheRequestThatComesBack() {
        state.put(FormAuthenticator.__J_URI, HttpURI.from("http://host:8080/app/page?a=b"));
        assertThat(state.get(FormAuthenticator.__J_URI)).isEqualTo(HttpURI.from("http://host:8080/app/page?a=b"));
    }

    @Test
    void theSavedUriIsStoredWithoutTheSessionId() {
        state.put(FormAuthenticator.__J_URI, HttpURI.from("http://host/app/page;jsessionid=node0abc.node0?a=b"));
        assertThat(stored.get(FormAuthenticator.__J_URI)).isEqualTo("http://host/app/page?a=b");
    }

    @Test
    void anotherContainersStateIsNotJettys() {
        stored.put("principal", "Tomcat's");
        assertThat(state.names()).isEmpty();
        assertThat(state.get(SessionAuthentication.AUTHENTICATED_ATTRIBUTE)).isNull();
    }

    private static SessionAuthentication login(String name, String password, String... roles) {
        UserPrincipal user = new UserPrincipal(name, null);
        Subject subject = new Subject();
        subject.getPrincipals().add(user);
        for (String role : roles) {
            subject.getPrincipals().add(new RolePrincipal(role));
        }
        UserIdentity identity = new DefaultIdentityService().newUserIdentity(subject, user, roles);
        return new SessionAuthentication("FORM", identity, password);
    }
}
