package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a session ends is decided by what is stored, by no node alone. The nodes' background work runs every second. */
@OnEveryContainer
final class ExpiryIT {

    private static final Duration BACKGROUND_RUN = Duration.ofSeconds(1);

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    ExpiryIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anUnusedSessionEndsOnBothNodes() {
        ann.on(a, "set:user:ann", "setInterval:1").ok();
        ann.on(b, "get:user").ok();
        String id = ann.sessionId();

        Instant expiry = table.seconds(id, "expires");
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(expiry.plusMillis(1)));
        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(id).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 9: node a's copy looks idle, and node a looks at it every second. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNodeDoesNotEndASessionThatAnotherNodeKeepsAlive() {
        ann.on(a, "set:user:ann", "setInterval:2").ok();
        Instant idleOnA = Instant.now().plusSeconds(2).plus(BACKGROUND_RUN.multipliedBy(2));

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        ann.ask(b, "get:user").equals("ann") && Instant.now().isAfter(idleOnA));
        assertThat(ann.ask(a, "get:user")).isEqualTo("ann");
    }

    /** Trap 10: the item is still there, as DynamoDB may leave it for days. */
    @Test
    void anExpiredItemIsServedByNoNode() {
        ann.on(a, "set:user:ann").ok();
        ann.on(b, "get:user").ok();
        String id = ann.sessionId();
        table.plant(id, "expires", Instant.now().minusSeconds(1));

        for (Node node : new Node[] {a, b}) {
            Answer answer = new Browser(id).on(node, "id", "valid").ok();
            assertThat(answer.of("id")).isEqualTo(Answer.NONE);
            assertThat(answer.of("valid")).isEqualTo("false");
        }
        assertThat(new Browser(id).on(a, "create", "names").ok().of("names")).isEmpty();
    }

    /** Trap 10. */
    @ParameterizedTest
    @ValueSource(strings = {"get:user", "set:user:zombie"})
    void aLateRequestDoesNotReviveAnExpiredItem(String late) {
        ann.on(a, "set:user:ann").ok();
        String id = ann.sessionId();
        Held request = ann.hold(a, "get:user", "hold", late);
        Instant expired = Instant.now().minusSeconds(1);
        table.plant(id, "expires", expired);
        request.release();

        AttributeValue expires = table.item(id).get("expires"); // a sweep may have ended it
        assertThat(expires == null || Long.parseLong(expires.n()) <= expired.getEpochSecond())
                .isTrue();
        assertThat(new Browser(id).ask(b, "id")).isEqualTo(Answer.NONE);
    }

    /** Trap 23: a request may last longer than its session may be unused. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aSessionThatARequestStaysInIsKeptAlive() {
        ann.on(a, "set:user:ann").ok();
        long before = Instant.now().minus(Duration.ofMinutes(5)).toEpochMilli();
        table.plant(ann.sessionId(), "accessed", before);
        Held request = ann.hold(a, "get:user", "hold", "say");

        await().atMost(Duration.ofSeconds(30)).until(() -> table.number(ann.sessionId(), "accessed") > before);

        request.release().ok();
    }

    /** Trap 10: DynamoDB may delete an item a moment after its TTL, when a request at the edge still saves. */
    @Test
    void theTtlLeavesAMarginAfterTheExpiry() {
        ann.on(a, "set:user:ann", "setInterval:60").ok();

        assertThat(table.number(ann.sessionId(), "ttl")).isGreaterThan(table.number(ann.sessionId(), "expires") + 60);
    }

    /** Trap 28. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aSessionWithoutAnIntervalNeverExpires(int interval) {
        ann.on(a, "set:user:ann", "setInterval:" + interval).ok();

        assertThat(Integer.parseInt(ann.ask(b, "interval"))).isLessThanOrEqualTo(0);
        assertThat(table.item(ann.sessionId())).containsKey("accessed").doesNotContainKeys("expires", "ttl", "shard");
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
    }

    /** Trap 28. */
    @ParameterizedTest
    @ValueSource(ints = {60, 7200, Integer.MAX_VALUE})
    void aChangedIntervalIsHonouredByTheOtherNodeAndInTheTable(int interval) {
        ann.on(a, "set:user:ann").ok();
        ann.on(b, "get:user").ok();
        ann.on(a, "setInterval:" + interval).ok();

        assertThat(ann.ask(b, "interval")).isEqualTo(Integer.toString(interval));
        Instant used = table.millis(ann.sessionId(), "accessed");
        assertThat(table.seconds(ann.sessionId(), "expires"))
                .isAfterOrEqualTo(used.plusSeconds(interval))
                .isBefore(used.plusSeconds(interval + interval / 2L + 2));
    }

    /** Trap 28: an interval that was taken away from a stored session leaves no expiry behind. */
    @Test
    void anIntervalThatIsTakenAwayLeavesNoExpiryBehind() {
        ann.on(a, "set:user:ann", "setInterval:60").ok();
        ann.on(b, "setInterval:-1").ok();

        assertThat(table.item(ann.sessionId())).containsKey("accessed").doesNotContainKeys("expires", "ttl", "shard");
    }

    /** Trap 34: the request that makes the session lasts longer than its interval and several background runs. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNewSessionIsNotReapedWhileTheRequestThatMadeItGoesOn() {
        Held creating = ann.hold(a, "setInterval:1", "set:user:ann", "hold", "get:user");
        Instant overdue = Instant.now().plusSeconds(1).plus(BACKGROUND_RUN.multipliedBy(2));
        await().until(() -> Instant.now().isAfter(overdue));

        assertThat(creating.release().ok().of("get:user")).isEqualTo("ann");
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
    }
}
