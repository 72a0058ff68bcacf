package io.github.dynamosession.node.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownSessionIdsTest {

    private final KnownSessionIds ids = new KnownSessionIds();

    private static SessionKey key(int number) {
        return SessionKey.of("shop", "id-" + number);
    }

    private void remember(int number) {
        ids.remember(key(number), "id-" + number);
    }

    @Test
    void anIdThatWasSeenIsKnown() {
        remember(1);

        assertThat(ids.idOf(key(1))).contains("id-1");
    }

    @Test
    void anIdThatWasNeverSeenIsNotKnown() {
        assertThat(ids.idOf(key(1))).isEmpty();
    }

    @Test
    void theIdThatWasNotSeenForLongestIsForgottenFirst() {
        IntStream.range(0, KnownSessionIds.MAX).forEach(this::remember);
        remember(0);

        remember(KnownSessionIds.MAX);

        assertThat(ids.idOf(key(0))).contains("id-0");
        assertThat(ids.idOf(key(1))).isEmpty();
        assertThat(ids.idOf(key(2))).contains("id-2");
    }
}
