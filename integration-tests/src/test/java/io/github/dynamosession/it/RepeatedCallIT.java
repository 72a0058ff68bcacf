package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.LateCall;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 20: a node repeats a call that got no answer in time, but the first attempt is not lost. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_10_1", "JETTY_12_1"})
final class RepeatedCallIT {

    private final WiredNode node;
    private final Browser ann = new Browser();

    RepeatedCallIT(ContainerKind kind) {
        node = WiredNode.of(kind);
    }

    @BeforeParameterizedClassInvocation
    static void callsAreRepeated(ContainerKind kind) {
        WiredNode.of(kind).letCallsBeRepeated();
    }

    @BeforeEach
    void annHasASession() {
        ann.on(node.other(), "set:counter:1", "set:old:1").ok();
    }

    @AfterEach
    void theStoreIsWell() {
        node.wire().heal();
    }

    @Test
    void aFirstAttemptOfASaveThatArrivesLateUndoesNothingThatAnotherNodeSavedAfterIt() {
        try (LateCall late = node.wire().delay(StoreCall.UPDATE_ITEM)) {
            ann.on(node, "set:counter:2", "remove:old").ok();
            ann.on(node.other(), "set:counter:3", "set:old:new").ok();
            late.deliver();
        }
        assertThat(ann.ask(node, "get:counter")).isEqualTo("3");
        assertThat(ann.ask(node, "get:old")).isEqualTo("new");
    }

    @Test
    void aLogoutWhoseAnswerFromTheStoreWasLostIsALogoutThatListenersHearOf() {
        String id = ann.sessionId();
        node.wire().failOnce(StoreCall.DELETE_ITEM, StoreFault.ANSWER_LOST);

        ann.on(node, "put:bound:binding", "invalidate").ok();

        assertThat(node.control("events:" + id).of("events:" + id))
                .containsOnlyOnce("destroyed")
                .containsOnlyOnce("unbound:bound");
        assertThat(new Browser(id).ask(node.other(), "id")).isEqualTo(Answer.NONE);
    }
}
