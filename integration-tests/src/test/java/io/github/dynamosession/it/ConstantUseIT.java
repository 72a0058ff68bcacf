package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 23: polls that always overlap, so that node a never forgets the session object. */
@OnEveryContainer
final class ConstantUseIT extends KnownOnBothNodes {

    private static final int POLLS = 5;

    private Held poll;

    ConstantUseIT(Cluster cluster) {
        super(cluster);
    }

    @BeforeEach
    void begin() {
        poll = newPoll();
    }

    @AfterEach
    void end() {
        poll.release();
    }

    private Held newPoll() {
        return ann.hold(a, "get:user", "get:list", "hold", "say");
    }

    private void nextPoll() {
        Held next = newPoll();
        poll.release().ok();
        poll = next;
    }

    @Test
    void changesOfOtherNodesAreSeen() {
        for (int i = 0; i < POLLS; i++) {
            ann.on(b, "set:user:" + i, "add:list:" + i).ok();
            nextPoll();
            assertThat(ann.ask(a, "get:user")).isEqualTo(Integer.toString(i));
        }
        assertThat(ann.ask(a, "get:list")).isEqualTo("[0, 1, 2, 3, 4]");
    }

    @Test
    void changesInBothDirectionsAreSeenAndNoneIsUndone() {
        for (int i = 0; i < POLLS; i++) {
            ann.on(a, "add:list:a" + i).ok();
            ann.on(b, "add:list:b" + i).ok();
            nextPoll();
        }
        assertThat(ann.ask(a, "get:list")).isEqualTo("[a0, b0, a1, b1, a2, b2, a3, b3, a4, b4]");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[a0, b0, a1, b1, a2, b2, a3, b3, a4, b4]");
    }

    @Test
    void aLogoutElsewhereIsSeen() {
        String id = ann.sessionId();
        new Browser(id).on(b, "invalidate").ok();

        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
        poll.release();
        assertThat(table.item(id)).isEmpty();
    }

    @Test
    void theExpiryThatIsStoredIsSeen() {
        String id = ann.sessionId();
        table.plant(id, "expires", Instant.now().minusSeconds(1));

        assertThat(new Browser(id).ask(a, "id")).isEqualTo(Answer.NONE);
    }

    @Test
    void theAccessTimeMovesOn() {
        long before = Instant.now().minus(Duration.ofMinutes(5)).toEpochMilli();
        table.plant(ann.sessionId(), "accessed", before);
        nextPoll();
        nextPoll();

        await().atMost(Duration.ofSeconds(5)).until(() -> table.number(ann.sessionId(), "accessed") > before);
    }
}
