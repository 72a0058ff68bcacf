package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many sessions a node says that it has seen lately. */
class SeenSessionsTest {

    private final MovableClock clock = new MovableClock(Sessions.CREATED);
    private final SeenSessions seen = new SeenSessions(clock);

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(id -> seen.add(SessionKey.of("shop", "session " + id)));
    }

    @Test
    void nobodyIsSeenAtFirstAndEachSessionCountsOnce() {
        assertThat(seen.estimate()).isZero();

        add(0, 3);
        add(0, 3);

        assertThat(seen.estimate()).isEqualTo(3);
    }

    @Test
    void aHundredThousandAreEstimatedWithinTwoPercent() {
        add(0, 100_000);

        assertThat(seen.estimate()).isCloseTo(100_000, withPercentage(2));
    }

    @Test
    void moreThanItCanTellApartAreMany() {
        add(0, 2_000_000);

        assertThat(seen.estimate()).isGreaterThan(600_000);
    }

    @Test
    void sessionsOfTheWindowBeforeCountAndOlderOnesDoNot() {
        add(0, 100);

        clock.advance(SeenSessions.WINDOW);
        add(50, 150);
        assertThat(seen.estimate()).isCloseTo(150, withPercentage(2));

        clock.advance(SeenSessions.WINDOW);
        assertThat(seen.estimate()).isCloseTo(100, withPercentage(2));

        clock.advance(SeenSessions.WINDOW);
        assertThat(seen.estimate()).isZero();
    }
}
