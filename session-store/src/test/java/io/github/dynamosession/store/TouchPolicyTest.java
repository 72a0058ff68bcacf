package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 24. */
class TouchPolicyTest {

    private static final Instant ACCESSED = Instant.parse("2026-11-21T10:00:00Z");

    private static SessionTimes idle(Duration interval) {
        return new SessionTimes(ACCESSED, ACCESSED, interval);
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H,  PT2H24M", // a tenth
        "PT30M,  PT3M",
        "PT10M,  PT1M",
        "PT6M,   PT1M", // at least a minute
        "PT2M,   PT30S", // never more than a quarter
        "PT1S,   PT0.25S",
        "PT0S,   PT1H", // never expires
        "PT-1S,  PT1H"
    })
    void intervalFollowsTheInactiveInterval(Duration idle, Duration interval) {
        assertThat(TouchPolicy.adaptive().interval(idle(idle))).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({"PT30M, PT10S, PT10S", "PT30M, PT1H, PT7M30S", "PT30M, PT0S, PT0S", "PT0S, PT10S, PT10S"})
    void configuredIntervalIsNeverMoreThanAQuarterOfTheInactiveOne(
            Duration idle, Duration configured, Duration interval) {
        assertThat(TouchPolicy.every(configured).interval(idle(idle))).isEqualTo(interval);
    }

    @Test
    void sessionIsKeptForItsInactiveIntervalAndOneTouchInterval() {
        assertThat(TouchPolicy.adaptive().expiresAt(idle(Duration.ofMinutes(30))))
                .contains(ACCESSED.plus(Duration.ofMinutes(33)));
    }

    @Test
    void expiryIsRoundedUpToTheSecond() {
        SessionTimes times = new SessionTimes(ACCESSED, ACCESSED.plusMillis(1), Duration.ofMinutes(30));

        assertThat(TouchPolicy.adaptive().expiresAt(times))
                .contains(ACCESSED.plus(Duration.ofMinutes(33)).plusSeconds(1));
    }

    /** Stores cut access times to the second: without a margin a session would die up to a second early. */
    @Test
    void sessionWhoseEveryAccessIsWrittenIsKeptASecondLonger() {
        assertThat(TouchPolicy.every(Duration.ZERO).expiresAt(idle(Duration.ofMinutes(30))))
                .contains(ACCESSED.plus(Duration.ofMinutes(30)).plusSeconds(1));
    }

    @Test
    void sessionWithoutPositiveIntervalNeverExpires() {
        assertThat(TouchPolicy.adaptive().expiresAt(idle(Duration.ZERO))).isEmpty();
        assertThat(TouchPolicy.adaptive().expiresAt(idle(Duration.ofSeconds(-1))))
                .isEmpty();
    }

    @Test
    void touchIsDueExactlyOneIntervalAfterTheWrittenAccess() {
        SessionTimes times = idle(Duration.ofMinutes(30));
        Instant due = ACCESSED.plus(Duration.ofMinutes(3));

        assertThat(TouchPolicy.adaptive().isDue(times, due.minusMillis(1))).isFalse();
        assertThat(TouchPolicy.adaptive().isDue(times, due)).isTrue();
    }

    /** Trap 29: a node whose clock is behind. */
    @Test
    void touchIsNeverDueBeforeTheWrittenAccess() {
        SessionTimes times = idle(Duration.ofMinutes(30));

        assertThat(TouchPolicy.every(Duration.ZERO).isDue(times, ACCESSED.minusMillis(1)))
                .isFalse();
        assertThat(TouchPolicy.every(Duration.ZERO).isDue(times, ACCESSED)).isFalse();
        assertThat(TouchPolicy.every(Duration.ZERO).isDue(times, ACCESSED.plusMillis(999)))
                .isFalse(); // the same second: a write would change nothing
        assertThat(TouchPolicy.every(Duration.ZERO).isDue(times, ACCESSED.plusSeconds(1)))
                .isTrue();
    }

    /** The last access that is not written is one millisecond before the next is due. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 60, 1800})
    void aSessionLivesForItsWholeIntervalAfterAnAccessThatWasNotWritten(int idleSeconds) {
        TouchPolicy policy = TouchPolicy.adaptive();
        SessionTimes times = idle(Duration.ofSeconds(idleSeconds));
        Instant due = ACCESSED;
        while (!policy.isDue(times, due)) {
            due = due.plusMillis(1);
        }

        Instant expires = policy.expiresAt(times).orElseThrow();
        assertThat(expires).isAfterOrEqualTo(due.minusMillis(1).plusSeconds(idleSeconds));
    }
}
