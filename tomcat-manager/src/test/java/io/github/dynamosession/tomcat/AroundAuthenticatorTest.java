package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.request.SessionIds;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.authenticator.NonLoginAuthenticator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets the session of a request that the application does not ask for, and what that costs. */
final class AroundAuthenticatorTest {

    private final EmbeddedTomcat node = new EmbeddedTomcat();
    private final DynamoDbManager manager = EmbeddedTomcat.manager();
    private final Client client = new Client();
    private final List<String> seenByValves = new ArrayList<>();

    @AfterEach
    void stop() {
        node.close();
    }

    private Context webapp() {
        Context context = node.webapp("", AroundAuthenticatorTest::serve);
        context.setManager(manager);
        return context;
    }

    /** Without the one that Tomcat gives it otherwise. */
    private Context webappWith(Valve authenticator) {
        Context context = webapp();
        context.setLoginConfig(new LoginConfig("NONE", null, null, null));
        context.getPipeline().addValve(authenticator);
        return context;
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer =
                switch (request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "")) {
                    case "/make" -> request.getSession().getId();
                    case "/change" -> request.changeSessionId();
                    case "/use" -> String.valueOf(request.getSession(false) != null);
                    default -> "nothing";
                };
        response.getWriter().print(answer);
    }

    private String visit(String path) {
        return client.get(node.uri(path)).body();
    }

    private long loads() {
        return manager.running().node().statistics().loads();
    }

    /** Looks for the session of each request. */
    private final class Looking extends ValveBase {

        Looking() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Session session = request.getSessionInternal(false);
            seenByValves.add(session == null ? "none" : session.getIdInternal());
            getNext().invoke(request, response);
        }
    }

    @Test
    void aRequestThatUsesNoSessionLoadsNone() {
        webapp();
        node.start();
        visit("/make");

        assertThat(visit("/page")).isEqualTo("nothing");
        assertThat(loads()).isZero();
        assertThat(visit("/use")).isEqualTo("true");
        assertThat(loads()).isOne();
    }

    /** Spring Security does it at its logins, of which Tomcat knows nothing. */
    @Test
    void aChangeOfTheIdByTheApplicationChangesNothingOfThat() {
        webapp();
        node.start();
        visit("/make");
        assertThat(visit("/change")).matches(SessionIds::saysNoLogin);
        long loads = loads();

        visit("/page");

        assertThat(loads()).isEqualTo(loads);
    }

    @Test
    void aValveInFrontOfTheAuthenticatorGetsTheSession() {
        webapp().getPipeline().addValve(new Looking());
        theValveGetsTheSession();
    }

    @Test
    void aValveBehindTheAuthenticatorGetsTheSession() {
        Context context = webappWith(new NonLoginAuthenticator());
        context.getPipeline().addValve(new Looking());
        theValveGetsTheSession();
    }

    private void theValveGetsTheSession() {
        node.start();
        String id = visit("/make");

        visit("/page");

        assertThat(seenByValves).containsExactly("none", id);
        assertThat(loads()).isOne();
    }

    @Test
    void anAuthenticatorThatKeepsIdsGetsTheSession() {
        NonLoginAuthenticator keeping = new NonLoginAuthenticator();
        keeping.setChangeSessionIdOnAuthentication(false);
        webappWith(keeping);
        node.start();
        String id = visit("/make");

        visit("/page");

        assertThat(SessionIds.saysNoLogin(id)).isFalse();
        assertThat(loads()).isOne();
    }

    @Test
    void anAuthenticatorThatIsNotTomcatsGetsTheSession() {
        webappWith(new BasicAuthenticator() {});
        node.start();
        visit("/make");

        visit("/page");

        assertThat(loads()).isOne();
    }

    @Test
    void preemptiveAuthenticationIsDoneInTheSession() {
        webapp().setPreemptiveAuthentication(true);
        node.start();
        visit("/make");

        visit("/page");

        assertThat(loads()).isOne();
    }

    @Test
    void theManagerLeavesNoValveBehind() throws Exception {
        Context context = webapp();
        node.start();
        int running = valves(context).size();

        manager.stop();
        assertThat(valves(context)).hasSize(running - 2);
        manager.start();

        assertThat(valves(context)).hasSize(running);
        visit("/make");
        visit("/page");
        assertThat(loads()).isZero();
    }

    private static List<Valve> valves(Context context) {
        return Arrays.asList(context.getPipeline().getValves());
    }
}
