package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/cookies.md} says of Tomcat: the cookie is Tomcat's, with whatever was set of it. */
final class SessionCookieTest {

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

    @Test
    void nameAndAttributesAreThoseThatWereSetAndAnotherNodeKnowsTheSession() throws Exception {
        URI node = start(SessionCookieTest::hostOnly);
        URI other = start(SessionCookieTest::hostOnly);

        String cookie = cookie(visit(node, "X-Forwarded-Proto", "https"));
        assertThat(cookie).matches("__Host-SHOP=\\w+; Path=/; Secure; HttpOnly; SameSite=Lax");

        HttpResponse<String> elsewhere = visit(other, "Cookie", cookie.replaceFirst(";.*", ""));
        assertThat(elsewhere.body()).isEqualTo("2");
        assertThat(elsewhere.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aNewIdHasTheSameAttributes() throws Exception {
        URI node = start(SessionCookieTest::hostOnly);
        String cookie = cookie(visit(node, "X-Forwarded-Proto", "https"));

        String changed = cookie(visit(
                node.resolve("/change-id"), "Cookie", cookie.replaceFirst(";.*", ""), "X-Forwarded-Proto", "https"));

        assertThat(changed)
                .matches("__Host-SHOP=\\w+; Path=/; Secure; HttpOnly; SameSite=Lax")
                .isNotEqualTo(cookie);
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

    private static HttpResponse<String> visit(URI node, String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(node).headers(headers).build(), BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<?> response) {
        assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }
}
