package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.Endings.Ending;
import io.github.dynamosession.store.SessionKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Traps 11 and 12, and J-1: listeners hear of each session that expires once in the cluster. All nodes of all containers
 * sweep every three seconds; any of them may be the one.
 */
@OnEveryContainer
final class ExpiryEventsIT {

    /** Longer than a minute: a claim lasts that long if its answer came too late for the node, on a laden machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();
    private Endings endings;
    private Ending ending;

    ExpiryEventsIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @BeforeEach
    void listen() throws IOException {
        endings = new Endings();
        ending = endings.next();
    }

    @AfterEach
    void close() {
        endings.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theEndOfAnUnusedSessionIsToldOnceWithItsAttributes() {
        ann.on(a, "set:user:ann", ending.step(), "setInterval:1").ok();
        ann.on(b, "get:user").ok();

        awaitDeleted(ann.sessionId());

        assertThat(ending.told()).hasSize(2);
        assertThat(ending.told().get(0)).isIn(told("destroyed", "ann"));
        assertThat(ending.told().get(1)).isIn(told("unbound", "witness"));
    }

    /** A node that never served the session has no more than its key. Jetty does not count a node's name to the id. */
    private List<String> told(String event, String detail) {
        String cookie = ann.sessionId();
        String withoutRoute = cookie.replaceFirst("\\..*", "");
        String key = SessionKey.of(Table.APPLICATION, withoutRoute).partitionKey();
        return Stream.of(cookie, withoutRoute, key)
                .map(id -> event + "&" + id + "&" + detail)
                .toList();
    }

    /** Trap 9. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theEndOfASessionInUseIsNotTold() {
        ann.on(a, "set:user:ann", ending.step(), "setInterval:2").ok();
        Instant unused = Instant.now().plusSeconds(8);

        await().atMost(PATIENCE)
                .until(() ->
                        ann.ask(b, "get:user").equals("ann") && Instant.now().isAfter(unused));

        assertThat(ending.told()).isEmpty();
    }

    @Test
    void theEndOfAnInvalidatedSessionIsToldByThatRequestOnly() {
        ann.on(a, "set:user:ann", ending.step()).ok();
        ann.on(b, "invalidate").ok();

        assertThat(ending.told()).hasSize(2);
        assertThat(ending.told().get(0)).isIn(told("destroyed", "ann"));
        assertThat(ending.told().get(1)).isIn(told("unbound", "witness"));
    }

    @Test
    void ofTwoRequestsThatInvalidateASessionOneTellsItsEnd() {
        ann.on(a, "set:user:ann", ending.step()).ok();
        Held late = ann.hold(a, "get:user", "hold", "invalidate");
        ann.on(b, "invalidate").ok();
        late.release().ok();

        assertThat(ending.told()).hasSize(2);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRenamedSessionEndsOnce() {
        ann.on(a, "set:user:ann", ending.step()).ok();
        ann.on(b, "changeId", "setInterval:1").ok();

        awaitDeleted(ann.sessionId());

        assertThat(ending.told()).hasSize(2);
        assertThat(ending.told().get(0)).isIn(told("destroyed", "ann"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anUnreadableAttributeCostsOnlyItself() {
        ann.on(a, "set:user:ann", ending.step()).ok();
        table.plantAttribute(ann.sessionId(), "user", new byte[] {99, 1, 0, 0, 42});
        ann.on(b, "setInterval:1").ok();

        awaitDeleted(ann.sessionId());

        assertThat(ending.told()).hasSize(2);
        assertThat(ending.told().get(0)).isIn(told("destroyed", "null"));
        assertThat(ending.told().get(1)).isIn(told("unbound", "witness"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAttributeThatFailsAtItsEndCostsOnlyItself() {
        ann.on(a, "put:first:failing", ending.step(), "put:zlast:failing", "setInterval:1")
                .ok();

        awaitDeleted(ann.sessionId());

        assertThat(ending.told()).hasSize(2);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDamagedItemDoesNotStopTheEndOfOthers() {
        Browser damaged = new Browser();
        damaged.on(a, "set:user:eve", "setInterval:1").ok();
        table.plant(damaged.sessionId(), "a", 42);
        List<Ending> others = Stream.generate(endings::next).limit(20).toList();
        others.forEach(
                other -> new Browser().on(a, other.step(), "setInterval:1").ok());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(others)
                .allSatisfy(other -> assertThat(other.told()).hasSize(2)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(table.item(damaged.sessionId()))
                .containsKey("ttl")
                .doesNotContainKey("shard"));
    }

    private void awaitDeleted(String sessionId) {
        await().atMost(PATIENCE).until(() -> table.item(sessionId).isEmpty());
    }
}
