package io.github.dynamosession.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.cli.ToolTable;
import io.github.dynamosession.cli.console.RawRequest.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the console for what, and what it answers. */
class ConsoleTest {

    private static final ToolTable TABLE = new ToolTable();

    private final StringWriter trail = new StringWriter();
    private Console console = start(true, Optional.empty());
    private String cookie = "";

    @AfterEach
    void stop() {
        console.close();
    }

    @AfterAll
    static void close() {
        TABLE.close();
    }

    private Console start(boolean mayRevoke, Optional<String> operatorHeader) {
        try {
            return Console.start(
                    new ConsoleSettings(TABLE.config(), 0, mayRevoke, List.of("console.example.com"), operatorHeader),
                    new PrintWriter(trail));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void restart(boolean mayRevoke, Optional<String> operatorHeader) {
        console.close();
        console = start(mayRevoke, operatorHeader);
    }

    /** As a browser that opens the address that was printed. */
    private Answer open() throws IOException {
        URI address = console.address();
        Answer answer = RawRequest.get(address, "/?" + address.getQuery()).send();
        cookie = answer.header("Set-Cookie").replaceFirst(";.*", "");
        return answer;
    }

    private RawRequest get(String path) {
        return RawRequest.get(console.address(), path).with("Cookie", cookie);
    }

    private RawRequest revoke(String form) {
        return RawRequest.post(console.address(), "/api/revoke", form).with("Cookie", cookie);
    }

    private static Map<String, Object> json(Answer answer) throws IOException {
        return JSON.std.mapFrom(answer.body());
    }

    private static void assertRefused(Answer answer, int status, String... why) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(List.of(why)).allSatisfy(part -> assertThat(answer.body()).contains(part));
    }

    // ---------------------------------------------------------------- who may ask

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console.js", "/api/console", "/api/sessions?user=ann", "/api/table", "/nothing"})
    void withoutTheTokenNothingIsAnswered(String path) throws IOException {
        assertRefused(get(path).send(), 401, "open the address that the console has printed");
        assertRefused(
                get(path)
                        .with(
                                "Cookie",
                                "dynamosession-console-" + console.address().getPort() + "=guessed")
                        .send(),
                401);
        assertRefused(get("/?token=guessed").send(), 401, "opened before");
    }

    @Test
    void theTokenIsExchangedOnceForACookieThatNoScriptAndNoOtherSiteHas() throws IOException {
        Answer first = open();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Set-Cookie"))
                .startsWith("dynamosession-console-" + console.address().getPort() + "=")
                .endsWith("; Path=/; HttpOnly; SameSite=Strict");
        assertThat(first.body()).contains("content=\"0;url=/\"").doesNotContain("token=");
        assertThat(get("/").send().body()).contains("<h1>Sessions</h1>");
        String ours = cookie;
        assertRefused(open(), 401, "this address was opened before");
        URI address = console.address();
        assertThat(get("/?" + address.getQuery()).with("Cookie", ours).send().status())
                .isEqualTo(200);
        cookie = ours;
        assertThat(json(get("/api/console").send()))
                .containsAllEntriesOf(Map.of(
                        "operator",
                        System.getProperty("user.name"),
                        "table",
                        TABLE.name(),
                        "region",
                        "eu-central-1",
                        "application",
                        "/shop",
                        "mayRevoke",
                        true))
                .containsKey("used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8097", "127.0.0.1", "127.0.0.1.evil.example", ""})
    void underAnotherNameTheConsoleIsNotFound(String host) throws IOException {
        open();

        assertRefused(get("/api/console").with("Host", host).send(), 421, "not called " + host);
    }

    @Test
    void underItsOwnNamesItIs() throws IOException {
        open();

        for (String host : List.of("LOCALHOST:" + console.address().getPort(), "Console.example.com")) {
            assertThat(get("/api/console").with("Host", host).send().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aPageOfAnotherSiteReadsNothing(String site) throws IOException {
        open();

        assertRefused(get("/api/sessions").with("Sec-Fetch-Site", site).send(), 403, "another site");
        assertRefused(get("/console.js").with("Sec-Fetch-Site", site).send(), 403, "another site");
    }

    @Test
    void noPageOfAnotherSiteFramesItAndItLoadsNothingFromElsewhere() throws IOException {
        open();

        for (String path : List.of("/", "/console.css", "/api/table", "/nothing")) {
            Answer answer = get(path).send();
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
        assertThat(get("/").send().body()).doesNotContain("http:", "https:", "<style", "style=", "onclick");
    }

    @ParameterizedTest
    @CsvSource({"Origin,http://evil.example", "Origin,null", "Origin,", "Sec-Fetch-Site,cross-site"})
    void aPageOfAnotherSiteEndsNothing(String header, String value) throws IOException {
        open();
        String handle = TABLE.login("mallory");
        RawRequest request = revoke("handle=" + handle);

        Answer answer = (value == null ? request.without(header) : request.with(header, value)).send();

        assertRefused(answer, 403);
        assertThat(TABLE.isAlive(handle)).isTrue();
    }

    @Test
    void whoMayOnlyReadEndsNothingAndIsToldWhy() throws IOException {
        restart(false, Optional.empty());
        open();
        String handle = TABLE.login("ann");

        assertRefused(revoke("handle=" + handle).send(), 403, "read-only", "--allow-revoke");

        assertThat(TABLE.isAlive(handle)).isTrue();
        assertThat(trail.toString()).contains(": may not end sessions, and tried to");
        assertThat(json(get("/api/console").send())).containsEntry("mayRevoke", false);
    }

    @Test
    void behindAProxyWhoHasLoggedInThereIsTheOperator() throws IOException {
        restart(true, Optional.of("X-Forwarded-User"));

        assertThat(console.address().getQuery()).isNull();
        assertRefused(get("/api/console").send(), 401, "X-Forwarded-User");
        assertThat(json(get("/api/console").with("X-Forwarded-User", "ida").send()))
                .containsEntry("operator", "ida");
        revoke("user=nobody&all=true").with("X-Forwarded-User", "ida").send();
        assertThat(trail.toString()).containsPattern("Z ida: ended 0 of all sessions of nobody");
    }

    @Test
    void underTheNameThatAProxyGivesItSessionsEndToo() throws IOException {
        open();

        Answer answer = revoke("user=nobody&all=true")
                .with("Host", "console.example.com")
                .with("Origin", "https://console.example.com")
                .send();

        assertThat(json(answer)).isEqualTo(Map.of("revoked", 0));
    }

    // ---------------------------------------------------------------- what is answered

    @Test
    void sessionsOfAUserAreListedShownAndEndedAndThatIsOnRecord() throws IOException {
        open();
        String user = "Ann & sons";
        String first = TABLE.login(user);
        String second = TABLE.login(user);
        String third = TABLE.login(user);

        assertThat((List<?>)
                        json(get("/api/sessions?user=Ann%20%26%20sons").send()).get("sessions"))
                .hasSize(3)
                .allSatisfy(session -> assertThat((Map<?, ?>) session)
                        .isEqualTo(Map.of(
                                "handle", ((Map<?, ?>) session).get("handle"),
                                "created", ToolTable.CREATED.toString(),
                                "lastAccessed", ToolTable.CREATED.toString(),
                                "maxInactiveSeconds", 1800,
                                "expires", TABLE.expires())));
        Answer shown = get("/api/sessions/" + first).send();
        assertThat(json(shown))
                .containsEntry("user", user)
                .containsEntry("attributes", List.of(Map.of("name", "cart", "bytes", 7)));
        assertThat(shown.body()).doesNotContain("secret");

        assertThat(json(revoke("user=Ann+%26+sons&handle=" + first).send())).isEqualTo(Map.of("revoked", 1));
        assertThat(json(revoke("user=Ann+%26+sons&except=" + second).send())).isEqualTo(Map.of("revoked", 1));
        assertThat(TABLE.isAlive(first)).isFalse();
        assertThat(TABLE.isAlive(third)).isFalse();
        assertThat(TABLE.isAlive(second)).isTrue();
        assertThat(json(revoke("user=Ann+%26+sons&all=true").send())).isEqualTo(Map.of("revoked", 1));
        String operator = System.getProperty("user.name");
        assertThat(trail.toString().lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z " + operator + ": .*"))
                .extracting(line -> line.substring(line.indexOf(": ") + 2))
                .containsExactly(
                        "looked at sessions of Ann & sons: 3",
                        "looked at session " + first,
                        "ended 1 of session " + first + " of Ann & sons",
                        "ended 1 of all sessions but " + second + " of Ann & sons",
                        "ended 1 of all sessions of Ann & sons");
    }

    /** Its beginning could name another user. */
    @Test
    void aFormThatIsTooLongIsRefused() throws IOException {
        open();

        assertRefused(revoke("all=true&user=" + "a".repeat(16 * 1024)).send(), 400, "more than 16384 bytes");
    }

    @Test
    void sessionsOfTheApplicationAreListedThoseThatExpireFirstInFront() throws IOException {
        open();
        String handle = TABLE.login("eve");

        assertThat(json(get("/api/sessions").send()).toString()).contains(handle);
        assertThat(json(revoke("handle=" + handle).send())).isEqualTo(Map.of("revoked", 1));
        assertThat(json(get("/api/sessions").send()).toString()).doesNotContain(handle);
    }

    @Test
    void aSessionThatCannotBeReadHidesNoOther() throws IOException {
        open();
        String damaged = TABLE.login("kim");
        String handle = TABLE.login("kim");
        TABLE.damage(damaged);

        assertThat(json(get("/api/sessions").send()).toString())
                .contains(handle)
                .doesNotContain(damaged);
        assertThat(trail.toString()).contains("left out: cannot read session " + damaged.substring(0, 8));
    }

    @Test
    void theTableIsToldWithWhatWaitsAndWhatTheConsoleUsed() throws IOException {
        open();
        get("/api/sessions?user=nobody").send();

        Map<String, Object> told = json(get("/api/table").send());

        assertThat(told)
                .containsEntry("table", TABLE.name())
                .containsEntry("problems", List.of())
                .containsOnlyKeys("table", "problems", "facts", "waiting");
        assertThat(told.get("facts")).asString().contains("status=ACTIVE", "items=", "bytes=");
        assertThat(((Map<?, ?>) told.get("waiting")).get("late")).isEqualTo(0);
        Map<?, ?> used = (Map<?, ?>) json(get("/api/console").send()).get("used");
        assertThat((Double) used.get("readUnits")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/sessions/short,400,43 characters",
        "/api/sessions/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,404,no session",
        "/api/sessions?user=%ud800,400,",
        "/nothing,404,nothing at /nothing"
    })
    void whatCannotBeFoundIsSaid(String path, int status, String why) throws IOException {
        open();

        assertRefused(get(path).send(), status, why == null ? "" : why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user=ann", "all=true", "user=ann&handle=x&all=true", "handle=x"})
    void aRevocationThatDoesNotSayWhichSessionsIsRefused(String form) throws IOException {
        open();

        assertRefused(revoke(form).send(), 400, "error");
    }
}
