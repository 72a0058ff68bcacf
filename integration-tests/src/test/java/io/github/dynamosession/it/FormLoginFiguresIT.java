package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Trap 22: no login is lost, however often each of its steps meets another node. */
final class FormLoginFiguresIT {

    /** With {@code -Dfigures} often enough for figures; the rule itself is held by {@link FormLoginIT}. */
    private static final int LOGINS = Figures.times(20, 200);

    private static final String PAGE = "/app/secured/do";

    private int turn;

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @ArgumentsSource(Clusters.OfOneContainer.class)
    @Timeout(120)
    void loginsWithEachStepOnAnotherNodeSucceed(String containers, List<Node> nodes) {
        for (int i = 0; i < LOGINS; i++) {
            logInAndOut(nodes);
            turn += i % 2; // now and then the next browser begins on another node
        }
    }

    private void logInAndOut(List<Node> nodes) {
        Browser ann = new Browser();
        assertThat(ann.get(next(nodes), PAGE, "user").body()).doesNotContain("user=ann");
        Answer login = ann.post(next(nodes), "/app/j_security_check", "j_username=ann&j_password=secret");
        assertThat(ann.get(next(nodes), login.location()).ok().of("user")).isEqualTo("ann");
        assertThat(ann.get(next(nodes), PAGE, "user", "logout").ok().of("user")).isEqualTo("ann");
        assertThat(ann.get(next(nodes), PAGE, "user").body()).doesNotContain("user=ann");
    }

    private Node next(List<Node> nodes) {
        return nodes.get(turn++ % nodes.size());
    }
}
