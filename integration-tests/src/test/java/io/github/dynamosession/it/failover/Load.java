package io.github.dynamosession.it.failover;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.workload.Workload;
import java.time.Duration;

/** The users who must not notice. */
record Load(Workload users) {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    /** Returns when they have begun so many steps more. */
    void goOn(int steps) {
        int goal = users.begun() + steps;
        await().atMost(WITHIN).until(() -> users.begun() >= goal);
    }

    /** Returns after this time; how far they get in it depends on the fault. */
    void goOnFor(Duration time) {
        await().pollDelay(time).atMost(time.plus(WITHIN)).until(() -> true);
    }
}
