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

    /** From the attributes of a target group, as they are named in AWS's API. */
    static LoadBalancer of(
            Section attributes,
            Duration idleTimeout,
            Duration healthInterval,
            Duration healthTimeout,
            int unhealthyThreshold) {
        return new LoadBalancer(
                attributes.flag("stickiness.enabled"),
                attributes.text("load_balancing.algorithm.type"),
                idleTimeout,
                Duration.ofSeconds(attributes.number("deregistration_delay.timeout_seconds")),
                Duration.ofSeconds(attributes.number("slow_start.duration_seconds")),
                healthInterval,
                healthTimeout,
                unhealthyThreshold);
    }

    Duration timeToNoticeADeadNode() {
        return healthInterval.multipliedBy(unhealthyThreshold);
    }
}
