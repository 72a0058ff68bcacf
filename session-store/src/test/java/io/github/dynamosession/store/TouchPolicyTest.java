package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 24: when an access time is written, and that nobody loses a session by what is not. */
class TouchPolicyTest {

    private static final Instant STORED = Instant.parse("2026-11-21T12:00:00Z");

    private final TouchPolicy policy = TouchPolicy.adaptive();

    @Test
    void anAccessTimeIsDueFromTheIntervalOn() {
        SessionTimes times = storedWith(Duration.ofMinutes(30));

        assertThat(policy.isDue(times, STORED.plusSeconds(179).plusMillis(999))).isFalse();
        assertThat(policy.isDue(times, STORED.plusSeconds(180))).isTrue();
    }

    @Test
    void anAccessWithinTheStoredSecondIsNotDueHoweverShortTheInterval() {
        SessionTimes times = storedWith(Duration.ofSeconds(1));

        assertThat(policy.isDue(times, STORED.plusMillis(999))).isFalse();
        assertThat(policy.isDue(times, STORED.plusSeconds(1))).isTrue();
        assertThat(TouchPolicy.every(Duration.ZERO).isDue(times, STORED.plusMillis(999)))
                .isFalse();
    }

    /** The last access that is not written is one millisecond before the next is due. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 60, 1800})
    void aSessionLivesForItsWholeIntervalAfterAnAccessThatWasNotWritten(int idleSeconds) {
        SessionTimes times = storedWith(Duration.ofSeconds(idleSeconds));
        Instant due = STORED;
        while (!policy.isDue(times, due)) {
            due = due.plusMillis(1);
        }

        Instant expires = policy.expiresAt(times).orElseThrow();
        assertThat(expires).isAfterOrEqualTo(due.minusMillis(1).plusSeconds(idleSeconds));
    }

    private static SessionTimes storedWith(Duration idle) {
        return new SessionTimes(STORED, STORED, idle);
    }
}
