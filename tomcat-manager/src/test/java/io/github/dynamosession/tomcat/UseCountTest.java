package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who uses a session object, and when the manager forgets it. */
final class UseCountTest {

    private final UseCount uses = new UseCount();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final AtomicInteger remembered = new AtomicInteger();

    private boolean release() {
        return uses.release(forgotten::incrementAndGet);
    }

    @Test
    void theLastOneWhoLetsGoHasItForgotten() {
        uses.first();
        assertThat(uses.hold()).isTrue();

        assertThat(release()).isFalse();
        assertThat(uses.areGone()).isFalse();
        assertThat(release()).isTrue();

        assertThat(forgotten).hasValue(1);
        assertThat(uses.areGone()).isTrue();
    }

    /** Another object may have its place by then. */
    @Test
    void aForgottenOneIsHeldByNobodyWhoFindsIt() {
        uses.first();
        release();

        assertThat(uses.hold()).isFalse();
        assertThat(uses.areGone()).isTrue();
    }

    @Test
    void aRequestThatFoundItOutsideOfItsScopeHasItRememberedAgain() {
        uses.first();
        release();

        uses.hold(remembered::incrementAndGet);

        assertThat(remembered).hasValue(1);
        assertThat(uses.areGone()).isFalse();
    }

    @Test
    void itIsHeldAgainOnlyIfItsPlaceIsFree() {
        uses.first();
        release();

        assertThat(uses.holdAgain(() -> false)).isFalse();
        assertThat(uses.areGone()).isTrue();

        assertThat(uses.holdAgain(() -> true)).isTrue();
        assertThat(uses.areGone()).isFalse();
    }

    /** Tomcat may end an access twice after an error. */
    @Test
    void lettingGoTwiceForgetsItOnce() {
        uses.first();
        release();

        assertThat(release()).isFalse();
        assertThat(forgotten).hasValue(1);
    }
}
