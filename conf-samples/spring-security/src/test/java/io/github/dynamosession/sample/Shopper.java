package io.github.dynamosession.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer's browser: every click reaches another node. */
final class Shopper {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieClient browser = new CookieClient();
    private final ShopNodes shop;

    Shopper(ShopNodes shop) {
        this.shop = shop;
    }

    /** Has somehow got the cookies of a response. */
    void adopt(HttpResponse<String> response) {
        browser.adopt(response);
    }

    HttpResponse<String> get(String path) {
        return browser.get(shop.next(), path);
    }

    HttpResponse<String> getJson(String path) {
        return browser.getJson(shop.next(), path);
    }

    /** Fills in the login page, and returns where the browser is sent to. */
    String logIn(String name) {
        String page = get("/shop/login").body();
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).as(page).isTrue();
        HttpResponse<String> answer = browser.post(
                shop.next(), "/shop/login", "username=" + name + "&password=secret&_csrf=" + encoded(token.group(1)));
        return location(answer);
    }

    /** Sends a form with the token that a page has given. */
    HttpResponse<String> post(String path, String fields) {
        return postWithoutToken(
                path, fields + "&_csrf=" + encoded(get("/shop/token").body()));
    }

    HttpResponse<String> postWithoutToken(String path, String fields) {
        return browser.post(shop.next(), path, fields);
    }

    /** Whether any node knows who this is; they all agree. */
    boolean isLoggedIn() {
        return shop.all().stream()
                        .map(node -> browser.get(node, "/shop/account").statusCode())
                        .distinct()
                        .reduce((one, other) -> -1)
                        .orElseThrow()
                == 200;
    }

    static String location(HttpResponse<String> redirect) {
        URI target = URI.create(redirect.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(redirect.statusCode() + ": " + redirect.body())));
        return target.getRawQuery() == null ? target.getRawPath() : target.getRawPath() + "?" + target.getRawQuery();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
