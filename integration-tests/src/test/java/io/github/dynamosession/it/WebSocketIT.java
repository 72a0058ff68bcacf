package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 23: WebSockets, and with them every use of a session that no request is in. */
@OnEveryContainer
final class WebSocketIT extends KnownOnBothNodes {

    private static final int CHANGES = 60;

    private final ContainerKind kind;

    WebSocketIT(Cluster cluster) {
        super(cluster);
        kind = cluster.kind();
    }

    @Test
    void whatTheHandshakeChangedIsStoredWhenTheSocketIsOpen() {
        try (Socket socket = new Socket(ann, a, "set:user:bob", "add:list:pear")) {
            assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
            assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
            assertThat(socket.isClosedByNode()).isFalse();
        }
    }

    @Test
    void aSessionThatTheHandshakeMadeIsStoredWhenTheSocketIsOpen() {
        CookieManager cookies = new CookieManager();
        HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
        try (Socket socket = new Socket(client, "", a, Query.path("/app/socket", "set:user:bob") + "&create")) {
            String id = cookies.getCookieStore().getCookies().get(0).getValue();
            assertThat(new Browser(id).ask(b, "get:user")).isEqualTo("bob");
            assertThat(socket.isClosedByNode()).isFalse();
        }
    }

    @Test
    void aKeptSessionShowsWhatOtherNodesSaved() throws InterruptedException {
        try (Socket socket = new Socket(ann, a, "get:user", "get:list")) {
            ann.on(b, "set:user:bob", "add:list:pear", "setInterval:600").ok();

            assertThat(socket.ask("get:user")).isEqualTo("bob");
            assertThat(socket.ask("get:list")).isEqualTo("[pear]");
            assertThat(socket.ask("interval")).isEqualTo("600");
            ann.on(b, "remove:user").ok();
            assertThat(socket.ask("names")).isEqualTo("list");
        }
    }

    @Test
    void aChangeOfAKeptSessionIsSavedAtOnceAndUndoesNoneOfOthers() throws InterruptedException {
        try (Socket socket = new Socket(ann, a, "get:user")) {
            ann.on(b, "set:other:1").ok();
            assertThat(socket.ask("set:user:bob")).isEqualTo("done");
            assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
            assertThat(socket.ask("remove:user")).isEqualTo("done");
            assertThat(socket.ask("setInterval:600")).isEqualTo("done");

            assertThat(ann.ask(b, "names")).isEqualTo("list,other");
            assertThat(ann.ask(b, "interval")).isEqualTo("600");
        }
    }

    /** A value that was changed in place is saved with the next use, at the latest. */
    @Test
    void aValueOfAKeptSessionThatChangedInPlaceIsSavedWithTheNextUse() throws InterruptedException {
        try (Socket socket = new Socket(ann, a)) {
            socket.ask("add:list:pear");
            assertThat(socket.ask("get:user")).isEqualTo("ann");

            assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
        }
    }

    /** Trap 16. */
    @Test
    void aValueThatIsRefusedInAKeptSessionFailsItsOwnUseOnly() throws InterruptedException {
        try (Socket socket = new Socket(ann, a)) {
            assertThat(socket.ask("put:bad:stray")).contains("AttributeNotSavedException");

            assertThat(socket.ask("get:user")).isEqualTo("ann");
            assertThat(socket.ask("set:user:bob")).isEqualTo("done");
            assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        }
    }

    /** Trap 6. */
    @ParameterizedTest
    @ValueSource(strings = {"set:user:zombie", "get:user", "names", "add:list:zombie", "invalidate"})
    void aKeptSessionThatEndedElsewhereFailsAndIsNotBroughtBack(String step) throws InterruptedException {
        try (Socket socket = new Socket(ann, a, "get:user", "get:list")) {
            ann.on(b, "invalidate").ok();

            assertThat(socket.ask(step)).contains("IllegalStateException");
            assertThat(socket.ask(step)).contains("IllegalStateException");
            assertThat(table.item(ann.sessionId())).isEmpty();
        }
    }

    /** Trap 8: the old id is not valid any more; who changes the id opens the socket afterwards. */
    @Test
    void aKeptSessionWhoseIdWasChangedElsewhereFails() throws InterruptedException {
        try (Socket socket = new Socket(ann, a, "get:user")) {
            ann.on(b, "changeId").ok();

            assertThat(socket.ask("set:user:zombie")).contains("IllegalStateException");
            assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
        }
    }

    @Test
    void aKeptSessionEndsTheSessionOnAllNodes() throws InterruptedException {
        String events = "events:" + ann.sessionId();
        try (Socket socket = new Socket(ann, a, "get:user")) {
            assertThat(socket.ask("invalidate")).isEqualTo("done");
        }
        assertThat(ann.ask(b, "id")).isEqualTo(Answer.NONE);
        assertThat(a.control(events).of(events)).containsOnlyOnce("destroyed");
    }

    /** Each change may meet a request in the session object, or none, or one that just leaves it. */
    @Test
    void noChangeIsLostWhileRequestsOfTheSameNodeComeAndGo() throws InterruptedException {
        try (Socket socket = new Socket(ann, a)) {
            List<CompletableFuture<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                requests.add(ann.start(a, Browser.APP, "get:user", "set:request" + i + ":1"));
                assertThat(socket.ask("set:socket" + i + ":1")).isEqualTo("done");
            }
            requests.forEach(request -> request.join().ok());
        }
        assertThat(ann.ask(b, "names").split(","))
                .contains(
                        IntStream.range(0, CHANGES).mapToObj(i -> "socket" + i).toArray(String[]::new))
                .contains(
                        IntStream.range(0, CHANGES).mapToObj(i -> "request" + i).toArray(String[]::new));
    }

    @Test
    void anAccessorSeesWhatOtherNodesSavedAndSavesWhatItsConsumerChanged() throws InterruptedException {
        assumeThat(kind.hasAccessors()).isTrue();
        try (Socket socket = new Socket(ann, a, "get:user", "get:list")) {
            ann.on(b, "set:user:bob", "add:list:pear").ok();

            assertThat(socket.ask("access:get:user")).isEqualTo("bob");
            assertThat(socket.ask("access:add:list:plum,set:user:eve,get:list")).isEqualTo("[pear, plum]");
            assertThat(ann.ask(b, "get:list")).isEqualTo("[pear, plum]");
            assertThat(ann.ask(b, "get:user")).isEqualTo("eve");
        }
    }

    @Test
    void anAccessorInTheMiddleOfARequestLeavesItItsSession() throws InterruptedException {
        assumeThat(kind.hasAccessors()).isTrue();
        try (Socket socket = new Socket(ann, a)) {
            Held request = ann.hold(a, "get:list", "hold", "add:list:pear", "set:user:bob");
            assertThat(socket.ask("access:set:other:1,get:user")).isEqualTo("ann");
            assertThat(socket.ask("set:another:1")).isEqualTo("done");
            request.release().ok();

            assertThat(ann.ask(b, "names")).isEqualTo("another,list,other,user");
            assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
        }
    }

    @Test
    void anAccessorOfASessionThatEndedElsewhereFails() throws InterruptedException {
        assumeThat(kind.hasAccessors()).isTrue();
        try (Socket socket = new Socket(ann, a, "get:user")) {
            ann.on(b, "invalidate").ok();

            assertThat(socket.ask("access:set:user:zombie")).startsWith("failed: ");
            assertThat(table.item(ann.sessionId())).isEmpty();
        }
    }

    /** Tomcat does so by an attribute of its own, in which the session id is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theSocketOfALoggedInUserIsClosedWhenTheSessionEndsOnAnyNode(int other) throws InterruptedException {
        assumeThat(kind.isJetty()).as("Jetty closes no socket").isFalse();
        ann.get(b, "/app/secured/do", "login:ann:secret").ok();
        try (Socket socket = new Socket(ann, a);
                Socket second = new Socket(ann, a)) {
            assertThat(socket.ask("get:user")).isEqualTo("ann");
            assertThat(ann.on(b, "names", "set:more:1").ok().of("names")).isEqualTo("list,user");
            assertThat(socket.isClosedByNode()).isFalse();

            ann.on(other == 0 ? a : b, "invalidate").ok();
            await().atMost(Duration.ofSeconds(20)).until(() -> socket.isClosedByNode() && second.isClosedByNode());
        }
    }

    @Test
    void theSocketOfALoggedInUserSurvivesAChangeOfTheSessionId() throws InterruptedException {
        assumeThat(kind.isJetty()).as("Jetty closes no socket").isFalse();
        ann.get(b, "/app/secured/do", "login:ann:secret").ok();
        try (Socket socket = new Socket(ann, a)) {
            ann.on(a, "changeId").ok();
            ann.on(b, "get:user").ok();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> !socket.isClosedByNode());

            ann.on(a, "invalidate").ok();
            await().atMost(Duration.ofSeconds(20)).until(socket::isClosedByNode);
        }
    }
}
