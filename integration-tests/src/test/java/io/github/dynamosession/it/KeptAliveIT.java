package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trap 23: a request keeps its session alive however long it lasts, but no longer. Nodes look every ten seconds. */
final class KeptAliveIT {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Test
    void aSessionOutlivesItsIdleTimeWhileARequestIsInItAndNotAfterThat() {
        AtOnce.forEach(List.of(ContainerKind.values()), kind -> check(WiredNode.of(kind)));
    }

    private static void check(WiredNode node) {
        Browser ann = new Browser();
        ann.on(node, "set:user:ann", "setInterval:" + IDLE.toSeconds()).ok();
        String id = ann.sessionId();
        Held request = ann.hold(node, "get:user", "hold", "get:user");

        Instant firstExpiry = expiry(id);
        await().atMost(AT_MOST).until(() -> Instant.now().isAfter(firstExpiry.plusSeconds(1)));
        assertThat(expiry(id)).isAfter(Instant.now());
        assertThat(request.release().ok().of("get:user")).isEqualTo("ann");

        await().atMost(AT_MOST).until(() -> Instant.now().isAfter(expiry(id)));
        assertThat(new Browser(id).ask(node, "id")).isEqualTo(Answer.NONE);
    }

    private static Instant expiry(String id) {
        return WiredNode.TABLE.seconds(id, "expires");
    }
}
