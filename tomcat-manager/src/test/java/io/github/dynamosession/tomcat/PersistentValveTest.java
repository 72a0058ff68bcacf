package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.valves.PersistentValve;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests of one client to nodes with Tomcat's own manager and {@link DynamoDbStore}, and to one with our manager. */
final class PersistentValveTest {

    private static final EmbeddedTomcat FIRST = new EmbeddedTomcat();
    private static final EmbeddedTomcat SECOND = new EmbeddedTomcat();
    private static final EmbeddedTomcat OURS = new EmbeddedTomcat();

    private static Context first;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        first = shop(FIRST, withStore());
        first.getPipeline().addValve(new PersistentValve());
        shop(SECOND, withStore()).getPipeline().addValve(new PersistentValve());
        shop(OURS, EmbeddedTomcat.manager());
        FIRST.start();
        SECOND.start();
        OURS.start();
    }

    private static Manager withStore() {
        PersistentManager manager = new PersistentManager();
        manager.setStore(EmbeddedTomcat.store());
        return manager;
    }

    private static Context shop(EmbeddedTomcat node, Manager manager) {
        Context shop = node.webapp("/shop", PersistentValveTest::serve);
        shop.setRealm(new AnyoneWithTheSecret());
        shop.setManager(manager);
        return shop;
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String[] words = request.getPathInfo().substring(1).split("/");
        switch (words[0]) {
            case "add" -> cart(request.getSession()).add(words[1]);
            case "login" -> {
                request.getSession();
                request.login(words[1], "secret");
            }
            case "invalidate" -> request.getSession().invalidate();
            default -> {}
        }
        response.getWriter().print(request.getRemoteUser() + " " + contentOf(request.getSession(false)));
    }

    private static String contentOf(HttpSession session) {
        return session == null ? "no session" : cart(session).toString();
    }

    @SuppressWarnings("unchecked")
    private static List<String> cart(HttpSession session) {
        List<String> cart = (List<String>) session.getAttribute("cart");
        if (cart == null) {
            cart = new ArrayList<>();
            session.setAttribute("cart", cart);
        }
        return cart;
    }

    @AfterAll
    static void stop() {
        FIRST.close();
        SECOND.close();
        OURS.close();
    }

    private String on(EmbeddedTomcat node, String path) {
        return client.get(node.uri("/shop" + path)).body();
    }

    private static UserSessions users() {
        return (UserSessions) first.getServletContext().getAttribute(UserSessions.CONTEXT_ATTRIBUTE);
    }

    @Test
    void aSessionRoamsWithWhatWasChangedInPlace() {
        for (String item : List.of("book", "pen", "ink", "tea")) {
            on(FIRST, "/add/" + item);
            on(SECOND, "/add/" + item + "2");
        }

        assertThat(on(FIRST, "/show")).isEqualTo("null [book, book2, pen, pen2, ink, ink2, tea, tea2]");
        assertThat(((PersistentManager) first.getManager()).getActiveSessions()).isZero();
    }

    @Test
    void aLoginIsKnownToEachNodeAndToWhoLooksForTheUser() {
        on(FIRST, "/add/book");
        assertThat(on(FIRST, "/login/hanna")).isEqualTo("hanna [book]");

        assertThat(on(SECOND, "/show")).isEqualTo("hanna [book]");
        assertThat(on(SECOND, "/add/pen")).isEqualTo("hanna [book, pen]");
        assertThat(users().find("hanna")).hasSize(1);
    }

    @Test
    void aRevokedSessionIsGone() {
        on(FIRST, "/login/carl");
        List<UserSession> sessions = users().find("carl");
        assertThat(sessions).hasSize(1);

        users().revokeAll("carl");

        assertThat(on(SECOND, "/show")).isEqualTo("null no session");
    }

    @Test
    void anInvalidatedSessionIsGone() {
        on(FIRST, "/add/book");
        on(SECOND, "/invalidate");

        assertThat(on(FIRST, "/show")).isEqualTo("null no session");
    }

    @Test
    void aChangeFromTheStoreToOurManagerAndBackLogsNobodyOut() {
        on(FIRST, "/add/book");
        on(FIRST, "/login/bob");

        assertThat(on(OURS, "/add/pen")).isEqualTo("bob [book, pen]");
        assertThat(on(SECOND, "/add/ink")).isEqualTo("bob [book, pen, ink]");
        assertThat(on(OURS, "/show")).isEqualTo("bob [book, pen, ink]");
    }

    @Test
    void aSessionThatOurManagerMadeIsServedFromTheStore() {
        on(OURS, "/add/book");
        on(OURS, "/login/dora");

        assertThat(on(FIRST, "/show")).isEqualTo("dora [book]");
        assertThat(on(OURS, "/show")).isEqualTo("dora [book]");
    }

    private static final class AnyoneWithTheSecret extends RealmBase {

        @Override
        protected String getPassword(String username) {
            return "secret";
        }

        @Override
        protected Principal getPrincipal(String username) {
            return new GenericPrincipal(username, List.of("user"));
        }
    }
}
