package io.github.dynamosession.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Properties;

/** Somebody with a browser, who knows one address and follows redirects. */
final class Shopper {

    private static final int MOST_REDIRECTS = 3;

    private final CookieClient browser = new CookieClient();
    private final URI shop;

    Shopper(URI shop) {
        this.shop = shop;
    }

    Page look() {
        return open(shop.resolve("/"));
    }

    Page logInAs(String user) {
        open(shop.resolve("/login"));
        return send("/login", "user=" + user);
    }

    Page buy(String item) {
        return send("/buy", "item=" + item);
    }

    /** After a second without a request the session has ended. */
    Page leave() {
        return leave("");
    }

    /** The same with the session of an application besides the shop. */
    Page leave(String application) {
        return send(application + "/soon-idle", "");
    }

    Page logOut() {
        return send("/logout", "");
    }

    /** A page of an application besides the shop. */
    Page look(String path) {
        return open(shop.resolve(path));
    }

    /** Sends the form of the container's login page, and follows to what that page was shown for. */
    Page logInToTheContainer(String application, String user, String password) {
        HttpResponse<String> answer = browser.post(
                shop.resolve(application + "/j_security_check"), "j_username=" + user + "&j_password=" + password);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(302, 303);
        return open(target(answer));
    }

    private Page open(URI address) {
        HttpResponse<String> answer = browser.get(address);
        for (int i = 0; answer.statusCode() / 100 == 3 && i < MOST_REDIRECTS; i++) {
            answer = browser.get(target(answer));
        }
        return Page.of(answer);
    }

    private Page send(String path, String fields) {
        HttpResponse<String> answer = browser.post(shop.resolve(path), fields);
        for (int i = 0; answer.statusCode() == 307 && i < MOST_REDIRECTS; i++) {
            answer = browser.post(target(answer), fields);
        }
        return Page.of(answer);
    }

    private static URI target(HttpResponse<String> redirect) {
        return redirect.uri().resolve(redirect.headers().firstValue("Location").orElseThrow());
    }

    /**
     * What a shopper sees.
     *
     * @param user nothing, if nobody is logged in
     */
    record Page(String node, String user, String cart) {

        private static Page of(HttpResponse<String> answer) {
            assertThat(answer.statusCode())
                    .as(answer.uri() + ":\n" + answer.body())
                    .isEqualTo(200);
            Properties shown = new Properties();
            try {
                shown.load(new StringReader(answer.body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Page(shown.getProperty("node"), shown.getProperty("user"), shown.getProperty("cart"));
        }
    }
}
