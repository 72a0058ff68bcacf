package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring Security's own login form. */
final class FormLoginVisit extends Visit {

    FormLoginVisit(Nodes nodes) {
        super("Spring Security, form", Application.SPRING, nodes);
    }

    @Override
    void begin() {
        Page login = open("page that needs a login", "/account");
        Page again = send("wrong password", login.form().with("username", "ann").with("password", "wrong"));
        assertThat(again.text()).contains("Invalid credentials");
        Page account = send("login", again.form().with("username", "ann").with("password", "secret"));
        assertThat(account.text("#name")).isEqualTo("ann");
        seeWhoIsLoggedIn();
    }

    @Override
    void goOn() {
        Page account = seeWhoIsLoggedIn();
        send("logout", account.form());
        assertThat(open("page that needs a login again", "/account").form().action())
                .hasPath("/spring/login");
    }

    private Page seeWhoIsLoggedIn() {
        Page account = open("page of who is logged in", "/account");
        for (int i = 0; i < 3; i++) {
            account = open("page of who is logged in", "/account");
            assertThat(account.text("#name")).isEqualTo("ann");
        }
        return account;
    }
}
