package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.SessionCookieContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/cookies.md} says of Tomcat. */
final class SessionCookieTest extends SessionCookieContract {

    private final List<EmbeddedTomcat> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(EmbeddedTomcat::close);
    }

    @Test
    void byDefaultScriptsCannotReadItAndItIsSecureWhereTheRequestCameOverTls() throws Exception {
        URI node = start(context -> {});

        assertThat(cookie(visit(node, "X-Forwarded-Proto", "http"))).matches("JSESSIONID=\\w+; Path=/; HttpOnly");
        assertThat(cookie(visit(node, "X-Forwarded-Proto", "https")))
                .matches("JSESSIONID=\\w+; Path=/; Secure; HttpOnly");
    }

    @Override
    protected URI startWithCookieOfTheHost() {
        return start(SessionCookieTest::hostOnly);
    }

    private static void hostOnly(Context context) {
        context.setSessionCookieName("__Host-SHOP");
        context.setSessionCookiePath("/");
        Rfc6265CookieProcessor cookies = new Rfc6265CookieProcessor();
        cookies.setSameSiteCookies("lax");
        context.setCookieProcessor(cookies);
    }

    /** Behind a balancer that ends TLS: it says so in a header. */
    private URI start(Consumer<Context> settings) {
        EmbeddedTomcat node = new EmbeddedTomcat();
        nodes.add(node);
        Context context = node.webapp("", SessionCookieTest::serve);
        context.setManager(EmbeddedTomcat.manager());
        RemoteIpValve forwarded = new RemoteIpValve();
        forwarded.setProtocolHeader("X-Forwarded-Proto");
        context.getParent().getPipeline().addValve(forwarded);
        settings.accept(context);
        return node.start().uri("/");
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response) throws Exception {
        int visits = request.getSession().getAttribute("visits") instanceof Integer earlier ? earlier + 1 : 1;
        request.getSession().setAttribute("visits", visits);
        if (request.getRequestURI().equals("/change-id")) {
            request.changeSessionId();
        }
        response.getWriter().print(visits);
    }
}
