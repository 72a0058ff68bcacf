package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.boot.shop.TracedRequests;
import io.github.dynamosession.cluster.CookieClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.SpringBootVersion;

/**
 * An application with nothing but the starter and two lines, where each request of a visitor reaches another node: of two
 * that follow each other, one is served by a Tomcat and one by a Jetty.
 */
class RoamingTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** As docs/cookies.md has it. */
    private static final List<String> COOKIE = List.of(
            "--server.forward-headers-strategy=native",
            "--server.servlet.session.cookie.name=SHOP",
            "--server.servlet.session.cookie.http-only=true",
            "--server.servlet.session.cookie.same-site=lax");

    private static OpenIdProvider provider;
    private static TwoNodes shop;

    private final CookieClient ann = new CookieClient();

    @BeforeAll
    static void start() throws Exception {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.expected"));
        provider = new OpenIdProvider();
        List<String> arguments = new ArrayList<>(provider.arguments());
        arguments.add("--management.endpoints.web.exposure.include=dynamosessions,health,metrics");
        arguments.addAll(HealthTest.WANTED);
        arguments.add("--spring.threads.virtual.enabled=true"); // which older JDKs have not
        arguments.addAll(COOKIE);
        shop = new TwoNodes(arguments);
    }

    @AfterAll
    static void stop() {
        shop.close();
        provider.close();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void allThisIsOnVirtualThreads() {
        for (Container ignored : Container.values()) {
            assertThat(ann.get(shop.next("/shop/thread")).body()).startsWith("VirtualThread");
        }
    }

    @Test
    void aBeanOfSessionScopeGoesOnOnTheOtherNodeUntilTheSessionEnds() {
        ann.post(shop.next("/shop/cart"), "item=tea");
        assertThat(ann.post(shop.next("/shop/cart"), "item=milk").body()).isEqualTo("tea, milk");
        assertThat(ann.get(shop.next("/shop/cart")).body()).isEqualTo("tea, milk");

        assertThat(ann.get(shop.next("/shop/end")).body()).isEqualTo("ended");
        assertThat(ann.get(shop.next("/shop/cart")).body()).isEmpty();
    }

    /**
     * Tomcat's authenticator has the session read before a filter opens the request's span, if Jetty has made its id: only
     * Tomcat's own say that nobody is logged in.
     */
    @Test
    void callsOfARequestAreSpansUnderItsOwn() {
        TracedRequests.SPANS.reset();

        for (Container ignored : Container.values()) {
            CookieClient bob = new CookieClient();
            bob.post(shop.next("/shop/cart"), "item=tea");
            bob.post(shop.next("/shop/cart"), "item=milk");
            bob.get(shop.next("/shop/cart"));
        }

        List<String> created = List.of("session create");
        List<String> changed = List.of("session load", "session save");
        List<String> changedAfterJetty = List.of("session save");
        List<String> read = List.of("session load");
        assertThat(TracedRequests.childrenOfRequests())
                .containsExactlyInAnyOrder(created, created, changed, changedAfterJetty, read, read);
    }

    @Test
    void aFormOfSeveralPagesAndWhatARedirectShowsOnceAreOnTheOtherNode() {
        ann.get(shop.next("/shop/order"));

        ann.post(shop.next("/shop/order"), "address=Lisbon&bottles=many");
        assertThat(ann.get(shop.next("/shop/order")).body()).isEqualTo("not yet: 0 to Lisbon, wrong: bottles");

        ann.post(shop.next("/shop/order"), "address=&bottles=2");
        assertThat(ann.get(shop.next("/shop/order")).body()).isEqualTo("not yet: 2 to , wrong: address");

        ann.post(shop.next("/shop/order"), "address=Lisbon&bottles=3");
        assertThat(ann.get(shop.next("/shop/order")).body()).isEqualTo("noted: 3 to Lisbon");

        assertThat(ann.post(shop.next("/shop/order/end"), "").body()).isEqualTo("done");
        assertThat(ann.get(shop.next("/shop/order")).body()).isEqualTo("null: 0 to ");
    }

    @Test
    void aLoginByFormIsOneOnEveryNodeAndShowsThePageThatItInterrupted() {
        ann.get(shop.next("/search?for=tea"));

        assertThat(location(logIn("ann", "wrong"))).endsWith("/login?error");
        assertThat(ann.get(shop.next("/login?error")).body()).contains("alert-danger");
        assertThat(location(logIn("ann", "secret"))).contains("/search?for=tea");

        assertThat(ann.get(shop.next("/search?for=tea&continue")).body()).isEqualTo("found tea");
        assertThat(ann.get(shop.next("/account")).body()).isEqualTo("ann");
        assertThat(ann.get(shop.next("/account")).body()).isEqualTo("ann");
    }

    @Test
    void aLoginAtAProviderIsOneOnEveryNode() {
        String toProvider = location(ann.get(shop.next("/oauth2/authorization/idp")));

        String back = "/login/oauth2/code/idp?state=" + parameter("state", toProvider) + "&code="
                + parameter("nonce", toProvider);
        assertThat(location(ann.get(shop.next(back)))).doesNotContain("error");

        assertThat(ann.get(shop.next("/account")).body()).isEqualTo("bob <bob@example.com>");
        assertThat(ann.get(shop.next("/account")).body()).isEqualTo("bob <bob@example.com>");
    }

    @Test
    void aUserWhoWasRememberedIsLoggedInOnTheOtherNodeBySessionAlone() {
        logIn("ann", "secret&remember-me=on");
        ann.get(shop.next("/shop/end"));

        HttpResponse<String> remembered = ann.get(shop.next("/account/who"));
        assertThat(remembered.body()).isEqualTo("RememberMeAuthenticationToken ann");
        assertThat(remembered.headers().allValues("Set-Cookie")).isNotEmpty();

        HttpResponse<String> next = ann.get(shop.next("/account/who"));
        assertThat(next.body()).isEqualTo("RememberMeAuthenticationToken ann");
        assertThat(next.headers().allValues("Set-Cookie"))
                .as("of a session that a second look at the remembered login would begin")
                .isEmpty();
    }

    @Test
    void aUserWhomSomebodyElseLetInMayActForAnotherAndStopOnTheOtherNode() {
        String byBadge = "PreAuthenticatedAuthenticationToken ann";
        assertThat(ann.get(shop.next("/staff/who?badge=ann")).body()).isEqualTo(byBadge);
        assertThat(ann.get(shop.next("/staff/who")).body()).isEqualTo(byBadge);

        assertThat(location(ann.post(shop.next("/staff/for"), "username=emil"))).endsWith("/staff/who");
        assertThat(ann.get(shop.next("/staff/who")).body())
                .isEqualTo("UsernamePasswordAuthenticationToken emil by ann");

        assertThat(location(ann.post(shop.next("/staff/for/no-one"), ""))).endsWith("/staff/who");
        assertThat(ann.get(shop.next("/staff/who")).body()).isEqualTo(byBadge);
    }

    @Test
    void aLoginLeadsWhereAnotherNodeWasToldThatItShall() {
        ann.get(shop.next("/shop/after-login?page=/search?for=milk"));

        assertThat(location(logIn("ann", "secret"))).endsWith("/search?for=milk");
    }

    @Test
    void anOperatorFindsTheSessionsOfAUserAndEndsThemOnEveryNode() throws Exception {
        logIn("cleo", "secret");
        assertThat(ann.get(shop.next("/account")).body()).isEqualTo("cleo");
        CookieClient operator = new CookieClient();

        String listed = operator.get(shop.next("/actuator/dynamosessions/cleo")).body();
        String handle = found(Pattern.compile("\"handle\":\"([^\"]+)\""), listed);
        assertThat(ended("bob/" + handle)).as("another user's").isEqualTo("{\"sessions\":0}");
        assertThat(ended("cleo/" + handle)).isEqualTo("{\"sessions\":1}");

        assertThat(ann.get(shop.next("/account")).statusCode()).isNotEqualTo(200);
        assertThat(ann.get(shop.next("/account")).statusCode()).isNotEqualTo(200);

        logIn("cleo", "secret");
        assertThat(ended("cleo")).isEqualTo("{\"sessions\":1}");
        assertThat(operator.get(shop.next("/actuator/dynamosessions/cleo")).body())
                .isEqualTo("[]");
    }

    /** Two requests: one to the Tomcat, one to the Jetty. */
    @RepeatedTest(2)
    void theCookieIsAsItWasSetAndSecureWhereABalancerHasEndedTls() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(shop.next("/shop/cart"))
                .header("X-Forwarded-Proto", "https")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("item=tea"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("SHOP=[\\w.]+; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void aLogoutThatKeepsTheSessionTakesItFromItsUser() {
        CookieClient operator = new CookieClient();
        ann.post(shop.next("/shop/cart"), "item=tea");
        logIn("dora", "secret");
        assertThat(operator.get(shop.next("/actuator/dynamosessions/dora")).body())
                .contains("handle");

        ann.post(
                shop.next("/logout"),
                "_csrf=" + found(TOKEN, ann.get(shop.next("/login")).body()));

        assertThat(operator.get(shop.next("/actuator/dynamosessions/dora")).body())
                .isEqualTo("[]");
        assertThat(ann.get(shop.next("/shop/cart")).body()).isEqualTo("tea");
    }

    @Test
    void theEndOfASessionWithALoginIsAnEnd() {
        for (Container ignored : Container.values()) {
            logIn("ann", "secret");
            ann.get(shop.next("/")); // so that each node ends one
            assertThat(ann.get(shop.next("/shop/end")).body()).isEqualTo("ended");
            assertThat(ann.get(shop.next("/account")).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void aNodeWhoseTableWasFoundIsReadyForTheLoadBalancer() {
        for (Container ignored : Container.values()) {
            assertThat(ann.get(shop.next("/ready")).body()).isEqualTo("ready\n");
        }
        for (Container ignored : Container.values()) {
            HttpResponse<String> health = ann.get(shop.next("/actuator/health/readiness"));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"dynamosession\":{\"status\":\"UP\"}");
        }
    }

    @Test
    void theCallsOfEachNodeAreInTheMetersOfItsApplication() {
        for (Container ignored : Container.values()) {
            ann.post(shop.next("/shop/cart"), "item=tea");
            ann.post(shop.next("/shop/cart"), "item=milk");
        }

        for (Container ignored : Container.values()) {
            HttpResponse<String> calls =
                    ann.get(shop.next("/actuator/metrics/dynamosession.store.call?tag=outcome:success"));
            assertThat(calls.statusCode()).isEqualTo(200);
            assertThat(calls.body()).contains("\"baseUnit\":\"seconds\"", "\"load\"", "\"save\"");
        }
    }

    private static String ended(String which) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(shop.next("/actuator/dynamosessions/" + which))
                .DELETE()
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> logIn(String user, String password) {
        String page = ann.get(shop.next("/login")).body();
        return ann.post(
                shop.next("/login"), "username=" + user + "&password=" + password + "&_csrf=" + found(TOKEN, page));
    }

    private static String location(HttpResponse<String> redirect) {
        return redirect.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(redirect.statusCode() + ": " + redirect.body()));
    }

    private static String parameter(String name, String address) {
        return found(Pattern.compile("[?&]" + name + "=([^&]+)"), address);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
