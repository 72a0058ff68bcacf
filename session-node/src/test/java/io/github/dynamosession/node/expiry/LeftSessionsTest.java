package io.github.dynamosession.node.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a node leaves a session alone that it could not end. */
class LeftSessionsTest {

    private final LeftSessions left = new LeftSessions(Duration.ofMinutes(1));
    private final SessionKey key = Sessions.newKey();
    private Instant now = Sessions.CREATED;

    @Test
    void sessionThatCannotBeReadIsLeftForAnHour() {
        left.leave(key, now);

        assertThat(left.contain(key, now.plusSeconds(3599))).isTrue();
        assertThat(left.contain(key, now.plusSeconds(3600))).isFalse();
    }

    @Test
    void eachFailureDoublesThePauseUpToAnHour() {
        List<Integer> minutes = IntStream.range(0, 9)
                .mapToObj(failure -> {
                    left.failed(key, now);
                    Instant start = now;
                    while (left.contain(key, now)) {
                        now = now.plusSeconds(60);
                    }
                    return (int) Duration.between(start, now).toMinutes();
                })
                .toList();

        assertThat(minutes).containsExactly(0, 1, 2, 4, 8, 16, 32, 60, 60);
    }

    @Test
    void whatIsNotAskedForAgainIsForgotten() {
        List<SessionKey> keys =
                Stream.generate(Sessions::newKey).limit(LeftSessions.MAX).toList();
        keys.forEach(each -> left.leave(each, now));
        left.leave(key, now);
        assertThat(left.contain(key, now)).isFalse(); // there is no room

        now = now.plus(LeftSessions.LONGEST.multipliedBy(2)).plusSeconds(1);
        left.forgetOld(now);
        left.leave(key, now);

        assertThat(left.contain(key, now)).isTrue();
    }
}
