package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Trap 17: what FORM login keeps in a session, and the login itself, go along to every node. */
@OnEveryContainer
final class FormLoginIT {

    private static final String SECURED = "/app/secured/do";
    private static final String CREDENTIALS = "j_username=ann&j_password=secret";

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    FormLoginIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @Test
    void aFormThatWasSentBeforeTheLoginArrivesAfterItThoughEachStepIsOnAnotherNode() throws IOException {
        Answer challenge = ann.post(a, SECURED, "item=green+tea&step=parameter:item&step=user");
        assertThat(challenge.body()).doesNotContain("green tea");

        Answer login = ann.post(b, "/app/j_security_check", CREDENTIALS);

        // Jetty compares host and port as well: behind a load balancer they are the same on all nodes
        assertThat(ann.load(a, login.location()).lines()).contains("parameter:item=green tea", "user=ann");
    }

    @Test
    void aLoginIsGoodOnEveryNode() {
        logIn();
        assertThat(ann.get(a, SECURED, "user").ok().of("user")).isEqualTo("ann");
        assertThat(ann.get(b, SECURED, "user").ok().of("user")).isEqualTo("ann");
    }

    @Test
    void aLogoutIsOneOnEveryNode() {
        logIn();
        ann.on(a, "logout").ok();
        assertThat(ann.get(b, SECURED, "user").body()).doesNotContain("user=ann");
        assertThat(ann.get(a, SECURED, "user").body()).doesNotContain("user=ann");
    }

    /** Trap 24: without its session the user would seem logged out. */
    @Test
    void anIgnoredUriThatNeedsALoginIsNotIgnored() {
        logIn();
        assertThat(ann.get(b, "/app/ignored/secured/do", "user").ok().of("user"))
                .isEqualTo("ann");
    }

    @Test
    void aDeepLinkThatWasAskedForBeforeTheLoginIsShownAfterItThoughEachStepIsOnAnotherNode() {
        ann.get(a, SECURED, "user", "parameter:step");
        Answer login = ann.post(b, "/app/j_security_check", CREDENTIALS);

        Answer shown = ann.get(a, login.location()).ok();

        assertThat(shown.of("user")).isEqualTo("ann");
        assertThat(shown.of("parameter:step")).isEqualTo("user");
    }

    @Test
    void theRolesOfALoginAreTheSameOnEveryNode() {
        logIn();
        Answer there =
                ann.get(a, SECURED, "role:user", "role:admin", "authType").ok();
        assertThat(there.of("role:user")).isEqualTo("true");
        assertThat(there.of("role:admin")).isEqualTo("false");
        assertThat(there.of("authType")).isEqualTo("FORM");
    }

    @Test
    void neitherPasswordNorSessionIdIsInTheTable() {
        ann.post(a, SECURED, "item=green+tea");
        String idOfTheForm = ann.bareId();
        ann.post(b, "/app/j_security_check", CREDENTIALS);

        // Kryo marks the last letter of a text
        assertThat(TableBytes.of(table))
                .contains("sys")
                .doesNotContain("secret", "secre\u00f4", idOfTheForm, ann.bareId());
    }

    private void logIn() {
        ann.get(a, SECURED, "user");
        Answer login = ann.post(b, "/app/j_security_check", CREDENTIALS);
        assertThat(login.location()).startsWith(SECURED);
    }
}
