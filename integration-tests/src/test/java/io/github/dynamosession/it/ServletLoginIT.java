package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Traps 8 and 22: logins and logouts by methods of {@code HttpServletRequest}. */
@OnEveryContainer
final class ServletLoginIT extends KnownOnBothNodes {

    private static final String LOGIN = "login:ann:secret";

    ServletLoginIT(Cluster cluster) {
        super(cluster);
    }

    @Test
    void aLoginOnOneNodeIsAuthenticatedOnTheOtherAndALogoutThereIsOneHere() {
        ann.on(a, LOGIN).ok();

        Answer there = ann.on(b, "authenticate", "user", "role:user").ok();
        assertThat(there.of("authenticate")).isEqualTo("true");
        assertThat(there.of("user")).isEqualTo("ann");
        assertThat(there.of("role:user")).isEqualTo("true");

        ann.on(b, "logout").ok();
        assertThat(ann.ask(a, "user")).isEqualTo(Answer.NONE);
        assertThat(ann.ask(a, "get:user")).isEqualTo("ann");
    }

    @Test
    void aLoginIsRefusedWithTheWrongPasswordAndChangesNothing() {
        String id = ann.bareId();

        assertThat(ann.on(a, "login:ann:wrong").status()).isEqualTo(500);

        assertThat(ann.bareId()).isEqualTo(id);
        assertThat(ann.ask(b, "user")).isEqualTo(Answer.NONE);
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
    }

    /** Whoever planted the id before the login must not have the session after it. */
    @Test
    void aLoginLeavesNothingUnderTheIdThatTheSessionHadBefore() {
        String old = ann.sessionId();
        ann.on(a, LOGIN).ok();

        assertThat(ann.sessionId()).isNotEqualTo(old);
        assertThat(table.item(old)).isEmpty();
        for (Node node : new Node[] {a, b}) {
            assertThat(new Browser(old).ask(node, "id")).isEqualTo(Answer.NONE);
            assertThat(ann.ask(node, "names")).contains("list").contains("user");
            assertThat(ann.ask(node, "user")).isEqualTo("ann");
        }
    }

    /** It is answered, its change is lost along with the id, and the new session is as the login left it. */
    @Test
    void aRequestThatBeganUnderTheOldIdEndsWithoutHarmToTheLogin() {
        Held request = new Browser(ann.sessionId()).hold(b, "get:user", "hold", "set:late:1", "get:user");
        String old = ann.sessionId();
        ann.on(a, LOGIN).ok();

        assertThat(request.release().ok().of("get:user")).isEqualTo("ann");

        assertThat(table.item(old)).isEmpty();
        assertThat(ann.ask(b, "get:late")).isEqualTo(Answer.NONE);
        assertThat(ann.ask(b, "user")).isEqualTo("ann");
    }

    @Test
    void aRequestWithTheOldIdBesideTheLoginSeesTheSessionAsItWasOrNone() {
        Browser other = new Browser(ann.sessionId());
        Held login = ann.hold(a, "get:user", "hold", LOGIN);
        assertThat(other.on(b, "get:user", "user").ok().body()).contains("get:user=ann", "user=null");
        login.release().ok();
        assertThat(other.on(b, "get:user", "user").ok().body()).contains("get:user=null", "user=null");
    }
}
