package io.github.dynamosession.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.Endings.Ending;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Trap 32: an application finds and ends all sessions of a user, right after a login and after a change of the session's
 * id, on any node, and nothing is left after their end. It finds what does that in its {@code ServletContext}.
 */
@OnEveryContainer
final class UserSessionsIT {

    private static final String LOGIN = "set:io.github.dynamosession.user:";
    private static final int TIMES = 20;

    private final Node a;
    private final Node b;
    private final Table table;
    private final String user = "user-" + UUID.randomUUID();
    private final Browser browser = new Browser();
    private Endings endings;

    UserSessionsIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @BeforeEach
    void listen() throws IOException {
        endings = new Endings();
    }

    @AfterEach
    void close() {
        endings.close();
    }

    /** Who is known to the application only. */
    private Browser loggedIn(Node node) {
        Browser someone = new Browser();
        someone.on(node, LOGIN + user).ok();
        return someone;
    }

    private String sessionsSeenFrom(Node node) {
        return new Browser().ask(node, "sessionsOf:" + user);
    }

    private static String handle(Browser of, Node node) {
        return of.ask(node, "handle");
    }

    @Test
    void everySessionIsFoundOnAnotherNodeRightAfterItsLogin() {
        for (int i = 1; i <= TIMES; i++) {
            loggedIn(a);
            assertThat(sessionsSeenFrom(b).split(",")).hasSize(i);
        }
    }

    @Test
    void everySessionIsFoundRightAfterItsIdWasChangedOnAnotherNode() {
        browser.on(a, LOGIN + user).ok();
        for (int i = 0; i < TIMES; i++) {
            browser.on(i % 2 == 0 ? b : a, "changeId").ok();
            assertThat(sessionsSeenFrom(a)).isEqualTo(handle(browser, b));
        }
    }

    @Test
    void whoTheContainerHasLoggedInIsFoundToo() {
        browser.get(a, "/app/secured/do", "user");
        browser.post(b, "/app/j_security_check", "j_username=ann&j_password=secret");

        assertThat(new Browser().ask(a, "sessionsOf:ann")).contains(handle(browser, b));

        browser.on(b, "logout").ok();
        assertThat(new Browser().ask(a, "sessionsOf:ann")).doesNotContain(handle(browser, b));
    }

    @Test
    void nothingIsFoundAfterALogoutThatKeepsTheSession() {
        browser.on(a, LOGIN + user, "set:cart:tea").ok();
        browser.on(b, "remove:io.github.dynamosession.user").ok();

        assertThat(sessionsSeenFrom(a)).isEmpty();
        assertThat(browser.ask(a, "get:cart")).isEqualTo("tea");
        assertThat(table.item(browser.sessionId())).doesNotContainKey("user");
    }

    @Test
    void nothingIsLeftAfterALogoutThatEndsTheSession() {
        browser.on(a, LOGIN + user).ok();
        browser.on(b, "invalidate").ok();

        assertThat(sessionsSeenFrom(a)).isEmpty();
        assertThat(table.item(browser.sessionId())).isEmpty();
    }

    @Test
    void nothingIsLeftAfterExpiry() {
        browser.on(a, LOGIN + user, "setInterval:1").ok();

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(table.item(browser.sessionId())).isEmpty());
        assertThat(sessionsSeenFrom(b)).isEmpty();
    }

    @Test
    void aRevokedSessionIsGoneForTheNextRequestOnEveryNodeAndItsEndIsToldOnce() {
        Ending ending = endings.next();
        browser.on(a, LOGIN + user, ending.step()).ok();
        String handle = handle(browser, b);
        String id = browser.sessionId();

        assertThat(new Browser().ask(b, "revoke:" + user + ":" + handle)).isEqualTo("true");

        assertThat(browser.ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(browser.ask(b, "id")).isEqualTo(Answer.NONE);
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(table.item(id)).isEmpty());
        assertThat(timesDestroyed(ending)).isEqualTo(1);
        assertThat(sessionsSeenFrom(a)).isEmpty();
    }

    private static long timesDestroyed(Ending ending) {
        return ending.told().stream()
                .filter(told -> told.startsWith("destroyed"))
                .count();
    }

    @Test
    void aSessionIsRevokedInTheNameOfItsUserOnly() {
        browser.on(a, LOGIN + user).ok();

        assertThat(new Browser().ask(b, "revoke:mallory:" + handle(browser, a))).isEqualTo("false");

        assertThat(browser.ask(b, "get:io.github.dynamosession.user")).isEqualTo(user);
    }

    /** Trap 6. */
    @Test
    void aRequestThatIsInARevokedSessionBringsNothingBack() {
        Ending ending = endings.next();
        browser.on(a, LOGIN + user, ending.step()).ok();
        String id = browser.sessionId();
        Held held = browser.hold(a, "get:cart", "hold", "set:cart:tea");
        new Browser().on(b, "revokeAll:" + user).ok();
        held.release();

        assertThat(browser.ask(b, "id")).isEqualTo(Answer.NONE);
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(table.item(id)).isEmpty());
        assertThat(timesDestroyed(ending)).isEqualTo(1);
    }

    @Test
    void aUserIsLoggedOutEverywhereAlsoWhereTheRequestIs() {
        Browser first = loggedIn(a);
        Browser second = loggedIn(b);
        browser.on(a, LOGIN + user).ok();

        assertThat(browser.ask(b, "revokeAll:" + user)).isEqualTo("3");

        assertThat(first.ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(second.ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(browser.ask(a, "id")).isEqualTo(Answer.NONE);
    }

    /** After a change of the password: the request has changed its session id, and that is not stored yet. */
    @Test
    void aUserIsLoggedOutEverywhereElse() {
        Browser elsewhere = loggedIn(b);
        browser.on(a, LOGIN + user).ok();

        Answer answer = browser.on(a, "changeId", "revokeOthers:" + user).ok();

        assertThat(answer.of("revokeOthers:" + user)).isEqualTo("1");
        assertThat(elsewhere.ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(browser.ask(b, "get:io.github.dynamosession.user")).isEqualTo(user);
        assertThat(sessionsSeenFrom(b)).isEqualTo(handle(browser, b));
    }
}
