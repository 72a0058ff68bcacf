package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

/** A login of Spring Security at a provider of OpenID Connect. */
final class OidcVisit extends Visit {

    OidcVisit(Nodes nodes) {
        super("Spring Security, OpenID Connect", Application.SPRING, nodes);
    }

    @Override
    void begin() {
        Page login = open("page that needs a login", "/account");
        Page provider = user().open("way to the provider", login.link("a[href*=provider]"))
                .ok();
        Page account = send("way back, logged in", provider.form().with("username", "ann"));
        assertThat(account.text("#name")).isEqualTo("ann");
        seeWhoIsLoggedIn();
    }

    @Override
    void goOn() {
        seeWhoIsLoggedIn();
    }

    private void seeWhoIsLoggedIn() {
        for (int i = 0; i < 3; i++) {
            assertThat(open("page of who is logged in", "/account").text("#name"))
                    .isEqualTo("ann");
            assertThat(open("page that uses the token", "/account/points").text("#name"))
                    .isEqualTo("ann with a token of type Bearer");
        }
    }
}
