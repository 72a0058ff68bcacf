package io.github.dynamosession.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trap 22 with Spring Security: every request of a customer reaches another node, and one of them is a Jetty. */
final class SpringSecurityIT {

    private static ShopNodes shop;

    private final Shopper ann = new Shopper(shop);

    @BeforeAll
    static void start() throws IOException {
        shop = new ShopNodes();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void aDeepLinkIsShownAfterTheLoginThatItAskedFor() {
        assertThat(Shopper.location(ann.get("/shop/search?for=green+tea"))).isEqualTo("/shop/login");

        String page = ann.logIn("ann");

        assertThat(page).startsWith("/shop/search?for=green+tea");
        assertThat(ann.get(page).body()).isEqualTo("you searched for green tea");
    }

    @Test
    void customerAndAuthoritiesAreTheSameOnEveryNode() {
        ann.logIn("ann");

        for (int i = 0; i < 3; i++) {
            assertThat(ann.get("/shop/account").body()).isEqualTo("ann from Lisbon is [ROLE_CUSTOMER]");
        }
    }

    @Test
    void aFormIsTakenWithTheTokenOfAnotherNodeAndRefusedWithout() {
        ann.logIn("ann");

        assertThat(ann.post("/shop/cart", "item=tea").body()).isEqualTo("tea");
        assertThat(ann.post("/shop/cart", "item=milk").body()).isEqualTo("tea, milk");
        assertThat(ann.postWithoutToken("/shop/cart", "item=salt").statusCode()).isEqualTo(403);
        assertThat(ann.get("/shop/cart").body()).isEqualTo("tea, milk");
    }

    @Test
    void theIdThatTheSessionHadBeforeTheLoginIsDead() {
        HttpResponse<String> challenge = ann.get("/shop/account");
        Shopper stranger = new Shopper(shop);
        stranger.adopt(challenge);

        ann.logIn("ann");

        assertThat(ann.isLoggedIn()).isTrue();
        assertThat(stranger.isLoggedIn()).isFalse();
    }

    @Test
    void aLogoutIsOneOnEveryNode() {
        ann.logIn("ann");

        ann.post("/shop/logout", "");

        assertThat(ann.isLoggedIn()).isFalse();
    }

    @Test
    void aSecondLoginEndsTheFirstSessionOnEveryNodeAndNobodyElses() {
        Shopper bob = new Shopper(shop);
        Shopper elsewhere = new Shopper(shop);
        bob.logIn("bob");
        ann.logIn("ann");

        elsewhere.logIn("ann");

        assertThat(elsewhere.isLoggedIn()).isTrue();
        assertThat(ann.isLoggedIn()).isFalse();
        assertThat(bob.isLoggedIn()).isTrue();
    }

    @Test
    void aLoginInTheSameSessionDoesNotEndIt() {
        ann.logIn("ann");

        ann.logIn("ann");

        assertThat(ann.isLoggedIn()).isTrue();
    }

    @Test
    void everyNodeShowsWhereTheCustomerIsLoggedInAndTakesTheTokenOfThatList() {
        ann.logIn("ann");
        for (int i = 0; i < 3; i++) {
            assertThat(ann.get("/shop/devices").body()).contains("As <b>ann</b>", "This device");
        }
        String list = ann.getJson("/shop/devices").body();
        assertThat(list).containsOnlyOnce("\"here\":").contains("\"here\":true");
        String token = list.replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");

        assertThat(ann.postWithoutToken("/shop/devices", "others=true").statusCode())
                .isEqualTo(403);
        assertThat(Shopper.location(ann.postWithoutToken("/shop/devices", "others=true&token=" + token)))
                .isEqualTo("/shop/devices");
        assertThat(ann.isLoggedIn()).isTrue();
    }

    @Test
    void aLogoutEverywhereEndsAllSessionsOfTheCustomer() {
        ann.logIn("ann");

        assertThat(ann.post("/shop/logout-everywhere", "").body()).isEqualTo("1 sessions ended");

        assertThat(ann.isLoggedIn()).isFalse();
    }
}
