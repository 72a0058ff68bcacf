package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 23: server-sent events and long polls. */
@OnEveryContainer
final class EventStreamIT extends KnownOnBothNodes {

    private static final String EVENT = "say=said";

    private final String gate = UUID.randomUUID().toString();

    private final ContainerKind kind;

    EventStreamIT(Cluster cluster) {
        super(cluster);
        kind = cluster.kind();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsChangedIsStoredBeforeTheEventThatFollows(Kind kind) throws Exception {
        String[] steps = kind.steps(
                "set:user:1",
                "say",
                "flush",
                "await:1" + gate, //
                "set:user:2",
                "add:list:pear",
                "say",
                "flush",
                "await:2" + gate, //
                "set:user:3",
                "add:list:plum",
                "say");
        try (EventStream events = EventStream.open(ann, a, steps)) {
            assertThat(events.next()).isEqualTo(EVENT);
            othersSee("1", "[]");
            a.control("open:1" + gate);
            assertThat(events.next()).isEqualTo(EVENT);
            othersSee("2", "[pear]");
            a.control("open:2" + gate);
            assertThat(events.next()).isEqualTo(EVENT);
            assertThat(events.next()).isNull();
            othersSee("3", "[pear, plum]");
        }
    }

    private void othersSee(String user, String list) {
        assertThat(ann.ask(b, "get:user")).isEqualTo(user);
        assertThat(ann.ask(b, "get:list")).isEqualTo(list);
    }

    /** Before the node has noticed it, when it notices, and after. */
    @Test
    void whatIsChangedAfterTheClientHasGoneIsSavedWhenTheWorkEnds() throws IOException {
        leaveAndLet(
                "set:user:1",
                "say",
                "flush",
                "await:1" + gate, //
                "set:user:2",
                "attempt:big:100000",
                "attempt:flush",
                "attempt:big:100000",
                "attempt:flush", //
                "set:user:3",
                "add:list:pear");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> othersSee("3", "[pear]"));
    }

    /**
     * Tomcat may complete an asynchronous request as soon as it notices that the client has gone, while a thread of the
     * application is still at work. The thread's request and response are of no use then; its session is, but nobody
     * compares its values any more.
     */
    @Test
    void whatIsSetAfterTheClientOfAnAsynchronousRequestHasGoneIsSaved() throws IOException {
        leaveAndLet(
                "keepSession",
                "async",
                "set:user:1",
                "say",
                "flush",
                "await:1" + gate, //
                "set:user:2",
                "attempt:big:100000",
                "attempt:flush",
                "attempt:big:100000",
                "attempt:flush", //
                "set:user:3",
                "attempt:complete");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> othersSee("3", "[]"));
    }

    @Test
    void whatIsSetAfterTomcatHasCompletedTheRequestOfAClientThatHasGoneIsSaved() throws IOException {
        assumeThat(kind.isJetty()).as("Jetty leaves the end to the application").isFalse();
        leaveAndLet(
                "keepSession",
                "set:user:1",
                "say",
                "flush",
                "async",
                "on:complete:open:2" + gate, //
                "await:1" + gate,
                "attempt:big:100000",
                "attempt:flush",
                "attempt:big:100000",
                "attempt:flush",
                "await:2" + gate, //
                "set:user:3");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> othersSee("3", "[]"));
    }

    /** A client that reads the head of the answer and is gone before the node goes on. */
    private void leaveAndLet(String... steps) throws IOException {
        try (FirstBytes stream = FirstBytes.send(ann.request(a, Query.path(Browser.APP, steps)))) {
            assertThat(stream.head()).contains("200");
        }
        a.control("open:1" + gate);
    }

    /** On whose thread the work is done. */
    private enum Kind {
        SERVLET,
        ASYNCHRONOUS;

        String[] steps(String... work) {
            List<String> steps = new ArrayList<>(List.of(work));
            if (this == ASYNCHRONOUS) {
                steps.add(0, "async");
                steps.add("complete");
            }
            return steps.toArray(String[]::new);
        }
    }
}
