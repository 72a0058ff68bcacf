package io.github.dynamosession.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.store.UserSession;
import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "My devices", with sessions that a list stands for. */
class DevicesServletTest {

    private static final String ELSEWHERE = "elsewhere".repeat(5).substring(0, 43);

    @TempDir
    private static Path directory;

    private static Tomcat tomcat;
    private static Context application;

    private final Ended ended = new Ended();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** Logs in whom the request names. */
    private static final class Login extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.getSession().setAttribute(UserSessions.USER_ATTRIBUTE, request.getParameter("user"));
        }
    }

    /** As a container that knows whoever says so. */
    private static final class ContainerLogin extends ValveBase {

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Optional.ofNullable(request.getHeader("Authorization"))
                    .ifPresent(user -> request.setUserPrincipal(() -> user));
            getNext().invoke(request, response);
        }
    }

    /** Each user has this session and another one. */
    private static final class Ended extends CopyOnWriteArrayList<String> implements UserSessions {
        private static final long serialVersionUID = 1;

        @Override
        public List<UserSession> find(String user) {
            return List.of(session(handleOf("")), session(ELSEWHERE));
        }

        private static UserSession session(String handle) {
            Instant now = Instant.now();
            return new UserSession(
                    handle,
                    Instant.parse("2026-11-21T15:43:30Z"),
                    now.minusSeconds(185),
                    Duration.ofMinutes(30),
                    Optional.of(now.plusSeconds(60)));
        }

        @Override
        public boolean revoke(String user, String handle) {
            return add(user + ": " + handle);
        }

        @Override
        public int revokeAll(String user) {
            throw new AssertionError("the user's own session would end, too");
        }

        @Override
        public int revokeAllBut(String user, String sessionId) {
            add(user + ": all others");
            return 1;
        }

        @Override
        public String handleOf(String sessionId) {
            return "here".repeat(11).substring(0, 43);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        application = tomcat.addContext("/shop", directory.toString());
        Tomcat.addServlet(application, "login", new Login());
        Tomcat.addServlet(application, "devices", new DevicesServlet());
        application.addServletMappingDecoded("/login", "login");
        application.addServletMappingDecoded("/account/devices", "devices");
        application.getPipeline().addValve(new ContainerLogin());
        tomcat.getConnector();
        tomcat.start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @BeforeEach
    void forgetWhatHasEnded() {
        application.getServletContext().setAttribute(UserSessions.CONTEXT_ATTRIBUTE, ended);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/shop" + path));
    }

    private void logIn(String user) throws IOException, InterruptedException {
        send(request("/login?user=" + user));
    }

    private String cookie() {
        HttpCookie session = browser.cookieHandler()
                .map(CookieManager.class::cast)
                .orElseThrow()
                .getCookieStore()
                .getCookies()
                .get(0);
        return session.getName() + "=" + session.getValue();
    }

    private HttpResponse<String> page() throws IOException, InterruptedException {
        return send(request("/account/devices").header("Accept", "text/html,application/json;q=0.1"));
    }

    private Map<String, Object> document() throws IOException, InterruptedException {
        return JSON.std.mapFrom(send(request("/account/devices").header("Accept", "application/json"))
                .body());
    }

    private String token() throws IOException, InterruptedException {
        return (String) Objects.requireNonNull(document().get("token"));
    }

    private HttpResponse<String> post(String accept, String form) throws IOException, InterruptedException {
        return send(request("/account/devices")
                .header("Accept", accept)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void theDocumentMarksTheSessionThatAsks() throws Exception {
        logIn("ann");

        List<?> devices = (List<?>) document().get("devices");

        assertThat(devices).hasSize(2);
        assertThat(devices.get(0)).asString().contains("here=true", "created=2026-11-21T15:43:30Z");
        assertThat(devices.get(1)).asString().contains("here=false", "handle=" + ELSEWHERE);
    }

    @Test
    void thePageNeedsNoScriptAndLetsNoNameOfAUserWriteIntoIt() throws Exception {
        logIn("%3Cscript%3E%7Bothers%7D");

        HttpResponse<String> page = page();

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("&lt;script&gt;{others}", "This device", "3 minutes ago", "21 November 2026, 15:43 UTC")
                .containsOnlyOnce("Log out everywhere else")
                .containsOnlyOnce("value=\"" + ELSEWHERE + "\"")
                .doesNotContain("<script");
    }

    @Test
    void oneOtherSessionEndsAndTheBrowserIsLedBack() throws Exception {
        logIn("ann");

        HttpResponse<String> answer = post("text/html", "token=" + token() + "&handle=" + ELSEWHERE);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/shop/account/devices");
        assertThat(ended).containsExactly("ann: " + ELSEWHERE);
    }

    /** The page's form goes to wherever a link has led, and a path may begin like another host. */
    @Test
    void theBrowserIsLedBackToThisServerWhateverTheAddressLookedLike() throws Exception {
        logIn("ann");
        URI here = URI.create(
                "http://localhost:" + tomcat.getConnector().getLocalPort() + "//evil.example/../shop/account/devices");

        HttpResponse<String> answer = send(HttpRequest.newBuilder(here)
                .header("Cookie", cookie()) // as of an application at the root, whose cookie goes to each path
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("others=true&token=" + token())));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/shop/account/devices");
    }

    @Test
    void allOthersEndAndAProgramGetsTheList() throws Exception {
        logIn("ann");

        HttpResponse<String> answer = post("application/json", "others=true&token=" + token());

        assertThat(JSON.std.mapFrom(answer.body())).containsKey("devices");
        assertThat(ended).containsExactly("ann: all others");
    }

    @Test
    void withoutTheTokenOfThisSessionNothingEnds() throws Exception {
        logIn("mallory");
        String another = token();
        browser.cookieHandler()
                .map(CookieManager.class::cast)
                .orElseThrow()
                .getCookieStore()
                .removeAll();
        logIn("ann");

        assertThat(post("text/html", "handle=" + ELSEWHERE).statusCode()).isEqualTo(403);
        assertThat(post("text/html", "others=true&token=" + another).statusCode())
                .isEqualTo(403);
        assertThat(ended).isEmpty();
    }

    @Test
    void theSessionThatAsksAndNothingAtAllAreRefused() throws Exception {
        logIn("ann");

        assertThat(post("text/html", "token=" + token() + "&handle=" + ended.handleOf(""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("text/html", "token=" + token()).statusCode()).isEqualTo(400);
        assertThat(ended).isEmpty();
    }

    @Test
    void whomTheContainerHasLoggedInSeesHisOwn() throws Exception {
        send(request("/login"));

        HttpResponse<String> page = send(request("/account/devices").header("Authorization", "carl"));

        assertThat(page.body()).contains("As <b>carl</b>");
    }

    @Test
    void whoIsNotLoggedInSeesNothing() throws Exception {
        assertThat(page().statusCode()).isEqualTo(403);
        assertThat(post("text/html", "others=true").statusCode()).isEqualTo(403);
        assertThat(ended).isEmpty();
    }

    @Test
    void whereSessionsAreElsewhereThatIsSaid() throws Exception {
        logIn("ann");
        application.getServletContext().removeAttribute(UserSessions.CONTEXT_ATTRIBUTE);

        assertThat(page().statusCode()).isEqualTo(501);
        assertThat(page().body()).contains("not in DynamoDB");
    }
}
