package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.HeldCall.Moment.BEFORE_DYNAMODB;
import static io.github.dynamosession.it.wire.HeldCall.Moment.BEFORE_THE_ANSWER;
import static io.github.dynamosession.it.wire.StoreCall.PUT_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.HeldCall.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traps 26 and 27: a node dies by SIGKILL at each step of saving a value of two items: before and after the first of
 * them, before and after the one write that switches the session to them.
 */
@ParameterizedClass
@MethodSource("deaths")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LargeValueCrashIT {

    private static final String OLD = "fill:report:400000";
    private static final String NEW = "fill:report:500000";

    /** A value is kept for a week, its session's idle time and a day. */
    private static final Duration KEPT_AT_MOST = Duration.ofDays(9);

    @Parameter(0)
    private ContainerKind kind;

    @Parameter(1)
    private Moment moment;

    private WiredNode node;
    private Browser storing;
    private Browser switching;

    static Stream<Arguments> deaths() {
        return Stream.of(ContainerKind.TOMCAT_11_0, ContainerKind.JETTY_12_1)
                .flatMap(kind -> Stream.of(Moment.values()).map(moment -> Arguments.of(kind, moment)));
    }

    @BeforeParameterizedClassInvocation
    void theNodeDies() {
        node = WiredNode.of(kind);
        storing = annOn(node.other());
        switching = annOn(node.other());
        try (HeldCall update = node.wire().hold(UPDATE_ITEM, moment)) {
            switching.start(node, Browser.APP, NEW, "set:user:bob");
            update.awaitReached();
            try (HeldCall put = node.wire().hold(PUT_ITEM, moment)) {
                storing.start(node, Browser.APP, NEW, "set:user:bob");
                put.awaitReached();
                node.kill();
            }
        }
    }

    @AfterParameterizedClassInvocation
    void theNodeIsBack() {
        node.wire().heal();
        node.restart();
    }

    @Test
    void untilTheSessionIsSwitchedItIsAsItWas() {
        assertOld(storing);
        if (moment == BEFORE_DYNAMODB) {
            assertOld(switching);
        }
    }

    @Test
    void onceItIsSwitchedItIsNew() {
        if (moment == BEFORE_THE_ANSWER) {
            Answer answer = switching.on(node.other(), "get:report", "get:user").ok();
            assertThat(answer.of("get:report")).hasSize(500_000);
            assertThat(answer.of("get:user")).isEqualTo("bob");
        }
    }

    @Test
    void whatNobodyRefersToIsGoneAfterTheCleanUp() {
        LargeValueItems orphans = LargeValueItems.orphans(WiredNode.TABLE);
        assertThat(orphans.stored()).isNotEmpty().allSatisfy(item -> assertThat(item)
                .containsKey("ttl"));

        orphans.deleteExpired(Instant.now().plus(KEPT_AT_MOST));

        assertThat(orphans.stored()).isEmpty();
    }

    private void assertOld(Browser browser) {
        Answer answer = browser.on(node.other(), "get:report", "get:user").ok();
        assertThat(answer.of("get:report")).hasSize(400_000);
        assertThat(answer.of("get:user")).isEqualTo("ann");
    }

    private static Browser annOn(Node node) {
        Browser ann = new Browser();
        ann.on(node, OLD, "set:user:ann").ok();
        return ann;
    }
}
