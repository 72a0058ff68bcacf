package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Trap 22: logins that are part of each request (BASIC, CLIENT-CERT), and what of them a session keeps. */
@OnEveryLoginNode
final class LoginMethodsIT {

    private static final String BASIC = "Basic YW5uOnNlY3JldA==";

    private final ContainerKind kind;
    private final LoginNode a;
    private final LoginNode b;

    LoginMethodsIT(ContainerKind kind) {
        this.kind = kind;
        a = LoginNode.of(kind);
        b = a.other();
    }

    @Test
    void aBasicLoginIsGoodOnEveryNodeAndSoAreItsRoles() {
        Browser ann = withPassword();
        ann.get(a, "/basic/secured/do", "set:cart:tea", "user").ok();

        Answer there = ann.get(b, "/basic/secured/do", "user", "role:user", "role:admin", "authType", "get:cart")
                .ok();

        assertThat(there.of("user")).isEqualTo("ann");
        assertThat(there.of("role:user")).isEqualTo("true");
        assertThat(there.of("role:admin")).isEqualTo("false");
        assertThat(there.of("authType")).isEqualTo("BASIC");
        assertThat(there.of("get:cart")).isEqualTo("tea");
    }

    /** Tomcat's authenticator keeps it if there is a session, or always with {@code alwaysUseSession}. */
    @Test
    void tomcatKeepsABasicLoginInTheSessionAndJettyWantsThePasswordWithEachRequest() {
        Browser ann = withPassword();
        ann.get(a, "/basic/secured/do", "user").ok();
        ann.authorize(null);

        assertThat(ann.get(b, "/basic/secured/do", "user").status()).isEqualTo(kind.isJetty() ? 401 : 200);
    }

    @Test
    void aBasicLoginGivesASessionAnIdThatNobodyKnewBeforeAndTheOldOneIsDead() {
        Browser ann = new Browser();
        ann.get(a, "/basic/do", "set:cart:tea").ok();
        Browser stranger = new Browser(ann.sessionId());

        ann.authorize(BASIC);
        ann.get(b, "/basic/secured/do", "user").ok();

        assertThat(ann.sessionId()).isNotEqualTo(stranger.sessionId());
        assertThat(ann.get(a, "/basic/secured/do", "get:cart").ok().of("get:cart"))
                .isEqualTo("tea");
        assertThat(stranger.get(a, "/basic/do", "id").ok().of("id")).isEqualTo(Answer.NONE);
    }

    @Test
    void noPasswordIsInTheTable() {
        Browser ann = withPassword();
        ann.get(a, "/basic/secured/do", "set:cart:tea", "user").ok();
        ann.get(b, "/basic/secured/do", "user").ok();

        // Kryo marks the last letter of a text
        assertThat(TableBytes.of(LoginNode.TABLE)).contains("cart").doesNotContain("secre", "YW5uOnNlY3JldA");
    }

    @Test
    void aCertificateLogsInOnEveryNodeAndItsUserHasTheSameSession() {
        Browser ann = new Browser(TestKeys.ofAnn());
        ann.get(a.withTls(), "/cert/secured/do", "set:cart:tea", "user").ok();

        Answer there = ann.get(b.withTls(), "/cert/secured/do", "user", "role:user", "authType", "get:cart")
                .ok();

        assertThat(there.of("user")).isEqualTo("CN=ann");
        assertThat(there.of("role:user")).isEqualTo("true");
        assertThat(there.of("authType")).isEqualTo("CLIENT_CERT");
        assertThat(there.of("get:cart")).isEqualTo("tea");
    }

    private static Browser withPassword() {
        Browser ann = new Browser();
        ann.authorize(BASIC);
        return ann;
    }
}
