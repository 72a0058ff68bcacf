package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trap 20: what passes is absorbed; of a write that was applied and answered in vain, the retry is no conflict. It
 * takes its time, so on one version of each container; the other node is of the other version.
 */
@ParameterizedClass
@EnumSource(
        value = ContainerKind.class,
        names = {"TOMCAT_10_1", "JETTY_12_1"})
final class PassingFaultIT {

    private final WiredNode node;
    private final Browser ann = new Browser();

    PassingFaultIT(ContainerKind kind) {
        node = WiredNode.of(kind);
    }

    @BeforeParameterizedClassInvocation
    static void callsAreRepeated(ContainerKind kind) {
        WiredNode.of(kind).letCallsBeRepeated();
    }

    @AfterEach
    void theStoreIsWell() {
        node.wire().heal();
    }

    @ParameterizedTest
    @MethodSource("callsAndFaults")
    void theClientNoticesNothingOfAFaultThatPasses(Use use, StoreFault fault) {
        if (use != Use.CREATE) {
            ann.on(node.other(), "set:user:ann").ok();
        }
        node.wire().failOnce(use.call, fault);
        ann.on(node, use.step).ok();
        assertThat(ann.ask(node.other(), "get:user")).isEqualTo(use.userAfterwards);
        assertThat(ann.ask(node, "get:user")).isEqualTo(use.userAfterwards);
    }

    static Stream<Arguments> callsAndFaults() {
        return Arrays.stream(Use.values())
                .flatMap(use -> Arrays.stream(StoreFault.values()).map(fault -> Arguments.of(use, fault)));
    }

    private enum Use {
        LOAD(StoreCall.GET_ITEM, "get:user", "ann"),
        CREATE(StoreCall.PUT_ITEM, "set:user:bob", "bob"),
        SAVE(StoreCall.UPDATE_ITEM, "set:user:bob", "bob"),
        RENAME(StoreCall.TRANSACT_WRITE_ITEMS, "changeId", "ann"),
        DELETE(StoreCall.DELETE_ITEM, "invalidate", Answer.NONE);

        private final StoreCall call;
        private final String step;
        private final String userAfterwards;

        Use(StoreCall call, String step, String userAfterwards) {
            this.call = call;
            this.step = step;
            this.userAfterwards = userAfterwards;
        }
    }
}
