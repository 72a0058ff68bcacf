package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.Expectation.Verdict.LOGGED_OUT;
import static io.github.dynamosession.demo.Expectation.Verdict.LOST;
import static io.github.dynamosession.demo.Expectation.Verdict.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectationTest {

    private static final ShopState TWICE = ShopState.EMPTY.counted().counted();

    private final Expectation expectation = new Expectation();

    @Test
    void anAcknowledgedChangeIsAllThatMayBeSeen() {
        expectation.acknowledged(Change.add("lamp"));

        assertThat(expectation.explains(ShopState.EMPTY.added("lamp"))).isTrue();
        assertThat(expectation.explains(ShopState.EMPTY)).isFalse();
    }

    @Test
    void anOldStateThatASecondLookCorrectsWasStale() {
        countTwice();

        assertThat(expectation.explains(ShopState.EMPTY.counted())).isFalse();
        assertThat(expectation.judge(TWICE)).isEqualTo(STALE);
    }

    @Test
    void anOldStateThatStaysIsALoss() {
        countTwice();

        assertThat(expectation.judge(ShopState.EMPTY.counted())).isEqualTo(LOST);
    }

    @Test
    void aUserWhoIsGoneWasLoggedOut() {
        expectation.acknowledged(Change.login("ada"));

        assertThat(expectation.judge(ShopState.EMPTY)).isEqualTo(LOGGED_OUT);
    }

    @Test
    void aChangeWithoutAnswerMayHaveHappenedOrNot() {
        countTwice();
        expectation.unanswered(Change.count());

        assertThat(expectation.explains(TWICE)).isTrue();
        assertThat(expectation.explains(TWICE.counted())).isTrue();
        assertThat(expectation.explains(TWICE.counted().counted())).isFalse();
        assertThat(expectation.explains(ShopState.EMPTY)).isFalse();
    }

    @Test
    void whatWasSeenAfterAChangeWithoutAnswerMustNotUnhappen() {
        countTwice();
        expectation.unanswered(Change.count());
        expectation.seen(TWICE.counted());

        assertThat(expectation.explains(TWICE)).isFalse();
    }

    @Test
    void aChangeWithoutAnswerMayBeSeenLateUntilItIsSettled() {
        countTwice();
        expectation.unanswered(Change.count());
        expectation.seen(TWICE);
        assertThat(expectation.explains(TWICE.counted())).isTrue();

        expectation.settle();
        assertThat(expectation.explains(TWICE.counted())).isFalse();
    }

    @Test
    void onlyALoginWithoutAnswerMayCostTheSession() {
        countTwice();
        expectation.unanswered(Change.login("ada"));

        assertThat(expectation.explains(ShopState.EMPTY)).isTrue();
    }

    @Test
    void afterALogoutNothingIsLeft() {
        countTwice();
        expectation.acknowledged(Change.logout());

        assertThat(expectation.explains(ShopState.EMPTY)).isTrue();
        assertThat(expectation.judge(TWICE)).isEqualTo(LOST);
    }

    private void countTwice() {
        expectation.acknowledged(Change.count());
        expectation.acknowledged(Change.count());
    }
}
