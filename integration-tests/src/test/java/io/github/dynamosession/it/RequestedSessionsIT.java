package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.StoreWire;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trap 25: what one request costs whose client sends several session ids, or whose application is deployed in several
 * versions. Tomcat asks for sessions then before the request is in any pipeline.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestedSessionsIT implements Node {

    /** The version that a request without a session gets is the second one. */
    private static final String PARALLEL = "/shop/do";

    /** Shares its sessions with the first version. */
    private static final String FIRST_VERSION = "/first/do";

    private final StoreWire wire = StoreWire.to(DynamoDbLocal.shared().endpoint());
    private final ServerNode server;
    private final Browser ann = new Browser();

    RequestedSessionsIT() {
        StoreProperties store = StoreProperties.of("requested-sessions", wire.endpoint())
                .with("createTable", "true")
                .with("sweepInterval", "PT1H");
        server = ContainerKind.TOMCAT_11_0.node(
                "requested",
                List.of(
                        Webapp.of("app", store),
                        Webapp.of("first", store.with("applicationName", "first")),
                        Webapp.of("shop##1", store.with("applicationName", "first")),
                        Webapp.of("shop##2", store)));
    }

    @BeforeAll
    void start() {
        server.start().awaitReady();
    }

    @AfterAll
    void stop() {
        server.close();
        wire.close();
    }

    @BeforeEach
    void annHasASession() {
        ann.on(this, "set:user:ann").ok();
    }

    @AfterEach
    void theStoreIsBack() {
        wire.heal();
    }

    @Override
    public URI uri() {
        return server.url();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eachForgedIdCostsOneRead(int cookies) {
        assertThat(reads(() -> with(forged(cookies))
                        .on(this, "valid", "id", "get:user")
                        .ok()))
                .isEqualTo(cookies);
    }

    @Test
    void aCookieHeaderFullOfForgedIdsCostsThreeReads() {
        assertThat(reads(() -> {
                    Answer answer = with(forged(150))
                            .on(this, "valid", "id", "get:user")
                            .ok();
                    assertThat(answer.of("id")).isEqualTo(Answer.NONE);
                }))
                .isEqualTo(3);
    }

    @Test
    void aCookieHeaderFullOfForgedIdsCostsThreeReadsWithOneInThePathAndTwoVersions() {
        assertThat(reads(() -> with(forged(150))
                        .get(this, "/shop/do;jsessionid=" + "F".repeat(32), "valid", "id")
                        .ok()))
                .isEqualTo(3);
    }

    @Test
    void theSessionIsFoundBehindAnOldCookieOfAnotherPath() {
        Browser both = with(
                Stream.concat(forged(1).stream(), Stream.of(ann.sessionId())).toList());

        assertThat(reads(() -> assertThat(both.ask(this, "get:user")).isEqualTo("ann")))
                .isEqualTo(2);
    }

    @Test
    void changesOfASessionThatWasFoundBehindAnOldCookieAreSaved() {
        with(Stream.concat(forged(1).stream(), Stream.of(ann.sessionId())).toList())
                .on(this, "set:user:bob")
                .ok();
        with(List.of(ann.sessionId(), forged(1).get(0))).on(this, "set:more:1").ok();

        assertThat(ann.ask(this, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(this, "get:more")).isEqualTo("1");
    }

    /** Nothing of one request is left for the next one of its thread: there are more requests than threads. */
    @Test
    void eachRequestIsToldOfItsOwnIds() {
        List<String> behind =
                Stream.concat(forged(1).stream(), Stream.of(ann.sessionId())).toList();
        for (int i = 0; i < 30; i++) {
            assertThat(with(behind).ask(this, "get:user")).isEqualTo("ann");
            assertThat(with(forged(2)).on(this, "id").ok().of("id")).isEqualTo(Answer.NONE);
            ann.on(this, "set:round:" + i).ok();
            assertThat(with(behind).ask(this, "get:round")).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void aSessionOfTheNewestVersionCostsOneRead() {
        Browser bob = new Browser();
        bob.get(this, PARALLEL, "set:user:bob").ok();

        assertThat(reads(() -> assertThat(
                                bob.get(this, PARALLEL, "get:user").ok().of("get:user"))
                        .isEqualTo("bob")))
                .isEqualTo(1);
    }

    @Test
    void aSessionOfAnOlderVersionCostsOneReadForEachVersion() {
        Browser bob = new Browser();
        bob.get(this, FIRST_VERSION, "set:user:bob").ok();

        assertThat(reads(() -> assertThat(bob.get(this, PARALLEL, "get:user", "valid")
                                .ok()
                                .of("get:user"))
                        .isEqualTo("bob")))
                .isEqualTo(2);
    }

    @Test
    void aForgedIdCostsOneReadForEachVersion() {
        assertThat(reads(() -> with(forged(1))
                        .get(this, PARALLEL, "valid", "id", "get:user")
                        .ok()))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMED_OUT", "THROTTLED", "SERVER_ERROR", "RESET"})
    void anOutageIsSaidToAClientWithSeveralIds(Outage outage) {
        Browser two = with(List.of(forged(1).get(0), ann.sessionId()));

        Unavailable.check(
                outage.during(wire, StoreCall.GET_ITEM, () -> two.start(this, Browser.APP, "cookie:app", "say"))
                        .join());
        wire.heal();
        assertThat(two.ask(this, "get:user")).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {PARALLEL, FIRST_VERSION})
    void anOutageIsSaidToAClientOfSeveralVersions(String whose) {
        Browser bob = new Browser();
        bob.get(this, whose, "set:user:bob").ok();
        wire.fail(StoreCall.GET_ITEM, StoreFault.SERVER_ERROR);

        Unavailable.check(bob.get(this, PARALLEL, "cookie:app", "say"));
        assertThat(new Browser().get(this, PARALLEL, "say").ok().body()).contains("say=said");

        wire.heal();
        assertThat(bob.get(this, PARALLEL, "get:user").ok().of("get:user")).isEqualTo("bob");
    }

    @Test
    void anOutageIsNoneForAnIgnoredUri() {
        wire.fail(StoreCall.GET_ITEM, StoreFault.SERVER_ERROR);

        with(forged(2)).get(this, "/shop/ignored/do", "say").ok();
    }

    /** The store is asked once; the other ids do not wait for it, too. */
    @Test
    void aFailureIsRememberedForTheRequest() {
        wire.fail(StoreCall.GET_ITEM, StoreFault.SERVER_ERROR);
        long once = reads(() -> Unavailable.check(with(forged(1)).on(this, "get:user")));

        assertThat(reads(() -> Unavailable.check(with(forged(150)).on(this, "get:user"))))
                .isEqualTo(once);
        assertThat(reads(() -> Unavailable.check(with(forged(150)).get(this, PARALLEL, "get:user"))))
                .isEqualTo(once);
    }

    private long reads(Runnable requests) {
        wire.forgetCalls();
        requests.run();
        return wire.calls().stream()
                .filter(call -> call.operation().equals("GetItem"))
                .count();
    }

    private static List<String> forged(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%032X", i + 1))
                .toList();
    }

    /** A client that sends a cookie of the same name for each id. */
    private static Browser with(List<String> ids) {
        return new Browser(ids.stream().collect(Collectors.joining("; JSESSIONID=")));
    }
}
