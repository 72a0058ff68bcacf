package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Trap 17: what FORM login keeps in a session, and the login itself, go along to every node. */
@OnEveryContainer
final class FormLoginIT {

    private static final String SECURED = "/app/secured/do";
    private static final String CREDENTIALS = "j_username=ann&j_password=secret";

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    FormLoginIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @Test
    void aFormThatWasSentBeforeTheLoginArrivesAfterItThoughEachStepIsOnAnotherNode() throws IOException {
        Answer challenge = ann.post(a, SECURED, "item=green+tea&step=parameter:item&step=user");
        assertThat(challenge.body()).doesNotContain("green tea");

        Answer login = ann.post(b, "/app/j_security_check", CREDENTIALS);

        // Jetty compares host and port as well: behind a load balancer they are the same on all nodes
        assertThat(ann.load(a, location(login)).lines()).contains("parameter:item=green tea", "user=ann");
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

    private void logIn() {
        ann.get(a, SECURED, "user");
        Answer login = ann.post(b, "/app/j_security_check", CREDENTIALS);
        assertThat(location(login)).startsWith(SECURED);
    }

    /** Where a redirect leads to, on whatever node. */
    private static String location(Answer redirect) {
        URI target = URI.create(redirect.headers().firstValue("Location").orElseThrow());
        return target.getRawQuery() == null ? target.getRawPath() : target.getRawPath() + "?" + target.getRawQuery();
    }
}
