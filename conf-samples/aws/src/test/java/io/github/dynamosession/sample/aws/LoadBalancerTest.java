package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionStoreConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No stickiness, and times that agree with each other and with the nodes' own. */
final class LoadBalancerTest {

    private static final Duration CALL_TIMEOUT =
            SessionStoreConfig.of(Map.of("applicationName", "shop")).callTimeout();
    /** Load and save, and both again when another node changed the session meanwhile. */
    private static final int CALLS_OF_A_REQUEST = 4;

    @ParameterizedTest
    @EnumSource
    void anyNodeGetsAnyRequest(LoadBalancerSample sample) {
        assertThat(sample.read().sticky()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void clientsGetTheNodesOwnAnswerWhenTheStoreIsSlow(LoadBalancerSample sample) {
        assertThat(sample.read().idleTimeout()).isGreaterThan(CALL_TIMEOUT.multipliedBy(CALLS_OF_A_REQUEST));
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatLeavesFinishesItsRequestsAndNoMore(LoadBalancerSample sample) {
        LoadBalancer balancer = sample.read();

        assertThat(balancer.deregistrationDelay())
                .isBetween(balancer.idleTimeout(), balancer.idleTimeout().multipliedBy(2));
    }

    @ParameterizedTest
    @EnumSource
    void aDeadNodeIsOutSoonAndASlowStoreIsNoDeadNode(LoadBalancerSample sample) {
        LoadBalancer balancer = sample.read();

        assertThat(balancer.healthTimeout()).isGreaterThan(CALL_TIMEOUT).isLessThan(balancer.healthInterval());
        assertThat(balancer.timeToNoticeADeadNode()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    /** AWS refuses a slow start with any other algorithm, and one of less than 30 seconds or more than 15 minutes. */
    @ParameterizedTest
    @EnumSource
    void aNewJvmWarmsUp(LoadBalancerSample sample) {
        LoadBalancer balancer = sample.read();

        assertThat(balancer.algorithm()).isEqualTo("round_robin");
        assertThat(balancer.slowStart()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(15));
    }
}
