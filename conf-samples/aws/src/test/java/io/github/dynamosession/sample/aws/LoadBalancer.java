package io.github.dynamosession.sample.aws;

import java.time.Duration;

/** What a sample says about balancer and target group. */
record LoadBalancer(
        boolean sticky,
        String algorithm,
        Duration idleTimeout,
        Duration deregistrationDelay,
        Duration slowStart,
        Duration healthInterval,
        Duration healthTimeout,
        int unhealthyThreshold) {

    Duration timeToNoticeADeadNode() {
        return healthInterval.multipliedBy(unhealthyThreshold);
    }
}
