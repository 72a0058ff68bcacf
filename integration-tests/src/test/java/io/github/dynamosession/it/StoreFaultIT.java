package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.StoreCall.DELETE_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.GET_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.PUT_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.TRANSACT_WRITE_ITEMS;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trap 20: each kind of store call fails, in each way, and the client is told the truth. It takes its
 * time, so on one version of each container; the other node is of the other version.
 */
@ParameterizedClass
@EnumSource(
        value = ContainerKind.class,
        names = {"TOMCAT_10_1", "JETTY_12_1"})
final class StoreFaultIT extends KnownToAWiredNode {

    StoreFaultIT(ContainerKind kind) {
        super(kind);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadThatFailsIsNotTheEndOfTheSession(Outage outage) {
        Unavailable.check(during(outage, GET_ITEM, "get:user", "cookie:app", "say"));
        theSessionIsAsBefore();
    }

    /** Else the application would take it for a value that is not there. */
    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "SERVER_ERROR"})
    void aLargeValueThatCannotBeReadFailsTheRequestWhateverTheApplicationDoes(StoreFault fault) {
        ann.on(node.other(), "set:report:" + "x".repeat(5_000)).ok();
        node.wire().failReadsOfLargeValues(fault);

        Unavailable.check(ann.on(node, "get:report", "cookie:app", "say"));
        Unavailable.check(ann.on(node, "attempt:get:report", "cookie:app", "say"));
        Unavailable.check(ann.on(node, "attempt:set:report:small", "cookie:app", "say"));
        Unavailable.check(ann.on(node, "changeId", "set:user:bob", "attempt:get:report", "cookie:app", "say"));
        assertThat(ann.ask(node, "get:user")).as("which needs no such value").isEqualTo("ann");

        theSessionIsAsBefore();
        assertThat(ann.ask(node, "get:report")).hasSize(5_000);
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatCannotBeStoredIsNotGivenOut(Outage outage) {
        Browser bob = new Browser();
        Unavailable.check(outage.during(
                        node.wire(), PUT_ITEM, () -> bob.start(node, Browser.APP, "set:user:bob", "cookie:app", "say"))
                .join());
        node.wire().heal();
        assertThat(bob.on(node, "set:user:bob").ok().headers().allValues("Set-Cookie"))
                .hasSize(1);
        assertThat(bob.ask(node.other(), "get:user")).isEqualTo("bob");
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatCannotBeSavedIsNotAcknowledged(Outage outage) {
        Unavailable.check(during(outage, UPDATE_ITEM, "set:user:bob", "cookie:app", "say"));
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void aTouchThatFailsHarmsNoResponse(Outage outage) {
        WiredNode.makeTouchDue(ann);
        Answer answer = during(outage, UPDATE_ITEM, "get:user", "big:100000").ok();
        assertThat(answer.of("get:user")).isEqualTo("ann");
        assertThat(answer.body()).hasSizeGreaterThan(100_000);
    }

    @Test
    void aTouchIsWrittenAfterTheLastByte() {
        WiredNode.makeTouchDue(ann);
        try (HeldCall touch = node.wire().hold(UPDATE_ITEM, HeldCall.Moment.BEFORE_DYNAMODB)) {
            assertThat(ann.ask(node, "get:user")).isEqualTo("ann");
            touch.awaitReached();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfTheIdThatFailsLeavesTheOldId(Outage outage) {
        Unavailable.check(during(outage, TRANSACT_WRITE_ITEMS, "changeId", "cookie:app", "say"));
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void aLogoutThatFailsIsNotAcknowledged(Outage outage) {
        Unavailable.check(during(outage, DELETE_ITEM, "invalidate", "cookie:app", "say"));
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatCatchesTheFailureOfALogoutCannotAcknowledgeIt(Outage outage) {
        Unavailable.check(during(outage, DELETE_ITEM, "attempt:invalidate", "cookie:app", "say"));
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void aResponseThatWasBegunIsBrokenOffWhenALogoutFails(Outage outage) {
        CompletableFuture<Answer> broken = outage.during(
                node.wire(), DELETE_ITEM, () -> ann.start(node, Browser.APP, "say", "flush", "attempt:invalidate"));
        assertThatThrownBy(broken::join).hasCauseInstanceOf(IOException.class);
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void aResponseThatWasBegunIsBrokenOffWhenItsChangeCannotBeSaved(Outage outage) {
        CompletableFuture<Answer> broken = outage.during(
                node.wire(), UPDATE_ITEM, () -> ann.start(node, Browser.APP, "say", "flush", "set:user:bob", "say"));
        assertThatThrownBy(broken::join).hasCauseInstanceOf(IOException.class);
        theSessionIsAsBefore();
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatCatchesTheFailureGetsNoNewSession(Outage outage) {
        Answer answer = during(outage, GET_ITEM, "attempt:get:user", "attempt:create", "attempt:set:user:bob");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        theSessionIsAsBefore();
    }

    /** Each once, also if its application catches the failure and asks again. */
    @Test
    void requestsThatAreRefusedAreCountedByWhatWasInTheWay() {
        long byStore = figure("RequestsRefusedByStore");
        long bySession = figure("RequestsRefusedBySession");

        Unavailable.check(during(Outage.SERVER_ERROR, UPDATE_ITEM, "set:user:bob", "cookie:app", "say"));
        Unavailable.check(during(Outage.THROTTLED, GET_ITEM, "attempt:get:user", "attempt:get:user", "cookie:app"));
        node.wire().heal();
        assertThat(ann.on(node, "put:bad:stray").status()).isEqualTo(500);
        ann.on(node, "get:user").ok();

        assertThat(figure("RequestsRefusedByStore") - byStore).isEqualTo(2);
        assertThat(figure("RequestsRefusedBySession") - bySession).isEqualTo(1);
    }

    private long figure(String name) {
        return Long.parseLong(node.control("stats").ok().of(name));
    }

    private Answer during(Outage outage, StoreCall call, String... steps) {
        return outage.during(node.wire(), call, () -> ann.start(node, Browser.APP, steps))
                .join();
    }

    /** Without a restart, on the node that saw the outage and on one that did not. */
    private void theSessionIsAsBefore() {
        node.wire().heal();
        assertThat(ann.ask(node, "get:user")).isEqualTo("ann");
        assertThat(ann.ask(node.other(), "get:user")).isEqualTo("ann");
    }
}
