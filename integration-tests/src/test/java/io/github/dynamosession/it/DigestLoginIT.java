package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

/** Trap 22: DIGEST, whose nonces are known to the node that made them. */
@OnEveryLoginNode
final class DigestLoginIT {

    private static final String USER = Query.path("/digest/secured/do", "user");

    private final ContainerKind kind;
    private final LoginNode a;
    private final LoginNode b;
    private final Browser ann = new Browser();

    DigestLoginIT(ContainerKind kind) {
        this.kind = kind;
        a = LoginNode.of(kind);
        b = a.other();
    }

    @Test
    void theNodeThatMadeTheChallengeTakesItsAnswer() {
        assertThat(logInOn(a).of("user")).isEqualTo("ann");
    }

    /**
     * Tomcat with a common {@code key} and {@code opaque} on all nodes and Jetty 12.0 tell a browser to answer the new
     * challenge by itself. Jetty 12.1 signs its nonces with a key that is random on each node; a browser asks its user.
     */
    @Test
    void anotherNodeAnswersWithAChallengeOfItsOwn() {
        Digest challenge = Digest.of(ann.get(b, USER));
        ann.authorize(challenge.answer(USER));

        Answer refusal = ann.get(a, USER);

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(Digest.of(refusal).isStale()).isEqualTo(kind != ContainerKind.JETTY_12_1);
        ann.authorize(Digest.of(refusal).answer(USER));
        assertThat(ann.get(a, USER).ok().of("user")).isEqualTo("ann");
    }

    @Test
    void onTomcatTheSessionKeepsTheLoginSoThatNoOtherNodeAsksForANonce() {
        assumeThat(kind.isJetty()).isFalse();
        logInOn(a);

        assertThat(ann.get(b, USER).ok().of("user")).isEqualTo("ann");
        ann.authorize(null);
        Answer there = ann.get(b, "/digest/secured/do", "user", "role:user", "authType");
        assertThat(there.ok().of("role:user")).isEqualTo("true");
        assertThat(there.of("authType")).isEqualTo("DIGEST");
    }

    private Answer logInOn(Node node) {
        ann.authorize(Digest.of(ann.get(node, USER)).answer(USER));
        return ann.get(node, USER).ok();
    }
}
