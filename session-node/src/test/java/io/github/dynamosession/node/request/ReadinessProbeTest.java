package io.github.dynamosession.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessProbeTest {

    private Optional<String> obstacle = Optional.empty();

    private ReadinessProbe at(String path) {
        return new ReadinessProbe(Optional.of(path), () -> obstacle);
    }

    @Test
    void itAnswersAtItsPathAndNowhereElse() {
        assertThat(at("/ready").isAt("/ready")).isTrue();
        assertThat(at("/ready").isAt("/ready/")).isFalse();
        assertThat(at("/ready").isAt("/readyness")).isFalse();
        assertThat(at("/ready").isAt("/shop/ready")).isFalse();
        assertThat(at("/ready").isAt("")).isFalse();
    }

    @Test
    void thePathIsThatBehindTheContextPath() {
        assertThat(at("/ready").isAt("/shop/ready", 5)).isTrue();
        assertThat(at("/ready").isAt("/shop/ready/", 5)).isFalse();
        assertThat(at("/ready").isAt("/shop/already", 5)).isFalse();
        assertThat(at("/ready").isAt("/shop", 5)).isFalse();
        assertThat(at("/ready").isAt("*", 0)).isFalse();
    }

    @Test
    void withoutAPathNobodyIsAnswered() {
        ReadinessProbe off = new ReadinessProbe(Optional.empty(), () -> obstacle);

        assertThat(off.isAt("/ready")).isFalse();
        assertThat(off.isAt("")).isFalse();
    }

    @Test
    void itSaysYesOrNoAndWhenToAskAgainButNotWhy() {
        ReadinessProbe probe = at("/ready");
        obstacle = Optional.of("cannot open table sessions of 10.0.0.7");
        assertThat(probe.answer().status()).isEqualTo(503);
        assertThat(probe.answer().headers()).containsKeys("Retry-After", "Cache-Control");
        assertThat(probe.answer().text()).isEqualTo("not ready\n");

        obstacle = Optional.empty();
        assertThat(probe.answer().status()).isEqualTo(200);
        assertThat(probe.answer().headers())
                .doesNotContainKey("Retry-After")
                .containsEntry("Cache-Control", "no-store");
        assertThat(probe.answer().text()).isEqualTo("ready\n");
    }
}
