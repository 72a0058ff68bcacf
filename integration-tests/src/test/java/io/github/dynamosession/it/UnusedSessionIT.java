package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that bring a session and use nothing of it: they ask DynamoDB nothing, and a login that is there counts. */
@OnEveryLoginNode
final class UnusedSessionIT extends KnownToAWiredNode {

    private static final String FILE = "/app/static.txt";
    private static final String SECURED = "/app/secured/do";
    private static final String CREDENTIALS = "j_username=ann&j_password=secret";

    private final boolean isJetty;

    UnusedSessionIT(ContainerKind kind) {
        super(kind);
        isJetty = kind.isJetty();
    }

    private List<String> callsOf(Runnable requests) {
        node.wire().forgetCalls();
        requests.run();
        return node.wire().calls().stream().map(call -> call.operation()).toList();
    }

    @Test
    void aStaticFileCostsNoCall() {
        assertThat(callsOf(() -> {
                    for (int i = 0; i < 10; i++) {
                        assertThat(ann.get(node, FILE).ok().body()).contains("the same for everyone");
                    }
                }))
                .isEmpty();
        assertThat(ann.ask(node, "get:user")).isEqualTo("ann");
    }

    @Test
    void aPageThatLeavesItsSessionAloneCostsNoCall() {
        assertThat(callsOf(() -> ann.on(node, "say").ok())).isEmpty();
    }

    @Test
    void theFirstThatUsesTheSessionReadsIt() {
        assertThat(callsOf(() -> ann.on(node, "get:user", "get:user").ok())).containsExactly("GetItem");
    }

    @Test
    void aStaticFileIsServedWhileDynamoDbIsDown() {
        node.wire().refuse();

        assertThat(ann.get(node, FILE).ok().body()).contains("the same for everyone");
        assertThat(ann.on(node, "get:user").status()).isEqualTo(503);
    }

    /** As with Spring Security, whose logins are attributes: the id changes, and the container has no login. */
    @Test
    void afterAChangeOfTheIdByTheApplicationItIsTheSame() {
        ann.on(node, "changeId").ok();

        assertThat(callsOf(() -> ann.get(node, FILE).ok())).isEmpty();
        assertThat(ann.ask(node.other(), "get:user")).isEqualTo("ann");
    }

    @Test
    void aLoginThroughTheFormIsKnownToPagesThatNeedNone() {
        ann.get(node, SECURED, "user");
        ann.post(node.other(), "/app/j_security_check", CREDENTIALS);

        Answer there = ann.on(node, "user", "authType", "role:user", "get:user").ok();

        assertThat(there.of("user")).isEqualTo("ann");
        assertThat(there.of("authType")).isEqualTo("FORM");
        assertThat(there.of("role:user")).isEqualTo("true");
        assertThat(there.of("get:user")).isEqualTo("ann");
    }

    /** The page itself needs no login, so nothing but the session tells that the request is one to be replayed. */
    @Test
    void aPageThatAsksForTheLoginItselfIsShownAfterItByTomcat() {
        assumeFalse(isJetty);
        ann.on(node, "authenticate");
        Answer login = ann.post(node, "/app/j_security_check", CREDENTIALS);

        assertThat(ann.get(node, login.location()).ok().body()).contains("authenticate=true");
        assertThat(ann.ask(node, "user")).isEqualTo("ann");
    }

    /** Jetty forgets a login of this method with the request. */
    @Test
    void aLoginByTheProgramIsKnownToThePagesAfterIt() {
        ann.on(node, "login:ann:secret").ok();

        if (!isJetty) {
            assertThat(ann.ask(node, "user")).isEqualTo("ann");
            assertThat(ann.ask(node.other(), "user")).isEqualTo("ann");
        }
        assertThat(ann.ask(node.other(), "get:user")).isEqualTo("ann");
    }

    @Test
    void aLoginByTheProgramInASessionThatIsNewIsKnownToThePagesAfterIt() {
        Browser eve = new Browser();
        eve.on(node, "set:cart:tea", "login:ann:secret", "set:more:1").ok();

        if (!isJetty) {
            assertThat(eve.ask(node, "user")).isEqualTo("ann");
        }
        assertThat(eve.ask(node.other(), "get:cart")).isEqualTo("tea");
        assertThat(eve.ask(node.other(), "get:more")).isEqualTo("1");
    }

    @Test
    void nobodyIsLoggedInByAnIdThatSaysLessOrMore() {
        ann.on(node, "login:ann:secret").ok();
        String id = ann.bareId();

        for (String changed : List.of(id + "0", id.substring(1), id.substring(0, id.length() - 1))) {
            Answer answer = new Browser(changed).on(node, "user", "role:user").ok();
            assertThat(answer.of("user")).isEqualTo(Answer.NONE);
            assertThat(answer.of("role:user")).isEqualTo("false");
        }
    }
}
