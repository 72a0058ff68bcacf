package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.realm.GenericPrincipal;
import org.junit.jupiter.api.Test;

class ContainerStateTest {

    private static final String ID = "0123456789ABCDEF0123456789ABCDEF";
    private static final String KEY_OF_ID = "a-hash";

    private final Map<String, Object> stored = new HashMap<>();
    private final ContainerState state = new ContainerState(stored, Set.of("JSESSIONID"), () -> KEY_OF_ID);

    @Test
    void theSessionIdThatFormLoginNotesIsStoredAsItsHashAndReadAsItself() {
        state.setNote(Constants.SESSION_ID_NOTE, ID);

        assertThat(stored.values()).containsExactly(KEY_OF_ID);
        assertThat(state.note(Constants.SESSION_ID_NOTE, ID)).isEqualTo(ID);
    }

    @Test
    void aSessionIdThatWasNotedForAnotherSessionDoesNotMatchThisOne() {
        stored.put("formSession", "another-hash");

        assertThat(state.note(Constants.SESSION_ID_NOTE, ID)).isNotEqualTo(ID);
    }

    @Test
    void theRequestThatFormLoginKeepsIsStoredWithoutCredentials() {
        SavedRequest request = new SavedRequest();
        request.addCookie(new Cookie("JSESSIONID", ID));
        request.addCookie(new Cookie("theme", "dark"));
        request.addHeader("Cookie", "JSESSIONID=" + ID);
        request.addHeader("authorization", "Basic YW5uOnNlY3JldA==");
        request.addHeader("accept", "text/html");
        request.setRequestURI("/shop/order;jsessionid=" + ID);
        request.setMethod("POST");

        state.setNote(Constants.FORM_REQUEST_NOTE, request);

        SavedRequest kept = (SavedRequest) stored.get("formRequest");
        assertThat(kept.getCookies()).toIterable().extracting(Cookie::getName).containsExactly("theme");
        assertThat(kept.getHeaderNames()).toIterable().containsExactly("accept");
        assertThat(kept.getRequestURI()).isEqualTo("/shop/order");
        assertThat(kept.getMethod()).isEqualTo("POST");
    }

    @Test
    void aPrincipalThatCannotBeStoredIsKnownToThisNodeOnly() {
        Principal local = () -> "ann";

        state.setPrincipal(local);

        assertThat(state.principal()).isSameAs(local);
        assertThat(stored.values()).as("a mark that stands for it").hasOnlyElementsOfType(String.class);
    }

    @Test
    void settingTheSameAuthenticationAgainIsNoChange() {
        GenericPrincipal principal = new GenericPrincipal("ann");
        state.setPrincipal(principal);
        Map<String, Object> before = new HashMap<>(stored);

        state.setPrincipal(principal);

        assertThat(stored.get("principal")).isSameAs(before.get("principal"));
    }
}
