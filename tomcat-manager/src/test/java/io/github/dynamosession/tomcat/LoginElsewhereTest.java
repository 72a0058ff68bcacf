package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.session.LocalSession;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.realm.GenericPrincipal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests that overlap share the session object of their node. Who is logged in is read from what is stored, with each of
 * them: a long request must not keep a login alive that ended elsewhere.
 */
final class LoginElsewhereTest {

    private static EmbeddedTomcat left;
    private static EmbeddedTomcat right;
    private static DynamoDbManager here;
    private static DynamoDbManager elsewhere;

    private String id;
    private DynamoDbSession ofALongRequest;

    @BeforeAll
    static void start() {
        here = EmbeddedTomcat.manager();
        elsewhere = EmbeddedTomcat.manager();
        left = node(here);
        right = node(elsewhere);
    }

    private static EmbeddedTomcat node(DynamoDbManager manager) {
        EmbeddedTomcat node = new EmbeddedTomcat();
        Context shop = node.webapp("", (request, response) -> {});
        shop.setManager(manager);
        return node.start();
    }

    @AfterAll
    static void stop() {
        left.close();
        right.close();
    }

    @BeforeEach
    void logInHere() {
        id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        ofALongRequest = (DynamoDbSession) here.createSession(id);
        ofALongRequest.access();
        logIn(ofALongRequest, new GenericPrincipal("ann", List.of("user")));
        assertThat(nameHere()).isEqualTo("ann");
    }

    private static void logIn(DynamoDbSession session, Principal principal) {
        session.setAuthType("FORM");
        session.setPrincipal(principal);
        session.write(LocalSession::save);
    }

    private void elsewhere(Consumer<DynamoDbSession> change) {
        DynamoDbSession session = (DynamoDbSession) elsewhere.findSession(id);
        session.access();
        change.accept(session);
        session.write(LocalSession::save);
        session.endAccess();
    }

    private static void logOut(DynamoDbSession session) {
        session.setAuthType(null);
        session.setPrincipal(null);
        session.removeNote(Constants.SESS_USERNAME_NOTE);
        session.removeNote(Constants.SESS_PASSWORD_NOTE);
    }

    /** What the next request here finds, which joins the long one's object. */
    private DynamoDbSession next() {
        DynamoDbSession next = (DynamoDbSession) here.findSession(id);
        assertThat(next).isSameAs(ofALongRequest);
        return next;
    }

    private String nameHere() {
        Principal principal = next().getPrincipal();
        return principal == null ? "nobody" : principal.getName();
    }

    @Test
    void aLogoutIsSeenByTheNextRequest() {
        elsewhere(LoginElsewhereTest::logOut);

        assertThat(nameHere()).isEqualTo("nobody");
        assertThat(next().getAuthType()).isNull();
    }

    @Test
    void aLoginAsAnotherUserIsSeenByTheNextRequest() {
        elsewhere(session -> logIn(session, new GenericPrincipal("bob", List.of("user"))));

        assertThat(nameHere()).isEqualTo("bob");
    }

    @Test
    void rolesThatAreTakenAwayAreSeenByTheNextRequest() {
        elsewhere(session -> logIn(session, new GenericPrincipal("ann", List.of())));

        assertThat(((GenericPrincipal) next().getPrincipal()).hasRole("user")).isFalse();
    }

    @Test
    void aLogoutEndsALoginThatIsKnownToThisNodeOnly() {
        logIn(ofALongRequest, () -> "ann");
        assertThat(nameHere()).isEqualTo("ann");

        elsewhere(LoginElsewhereTest::logOut);

        assertThat(nameHere()).isEqualTo("nobody");
    }

    @Test
    void aLoginThatIsKnownToAnotherNodeOnlyReplacesTheOneHere() {
        logIn(ofALongRequest, () -> "ann");

        elsewhere(session -> logIn(session, () -> "bob"));

        assertThat(nameHere()).isEqualTo("nobody");
    }

    @Test
    void aLogoutEndsThePasswordThatFormLoginKeepsToAskTheRealmAgain() {
        ofALongRequest.setNote(Constants.SESS_USERNAME_NOTE, "ann");
        ofALongRequest.setNote(Constants.SESS_PASSWORD_NOTE, "secret");
        ofALongRequest.write(LocalSession::save);
        assertThat(next().getNote(Constants.SESS_PASSWORD_NOTE)).isEqualTo("secret");

        elsewhere(LoginElsewhereTest::logOut);

        assertThat(next().getNote(Constants.SESS_USERNAME_NOTE)).isNull();
        assertThat(next().getNote(Constants.SESS_PASSWORD_NOTE)).isNull();
    }
}
