package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A cluster amid an upgrade: one node of each container version. */
final class MixedVersionsIT {

    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Mixed.class)
    void aSessionRoamsBetweenContainerVersions(Node older, Node newer) {
        for (List<Node> pair : List.of(List.of(older, newer), List.of(newer, older))) {
            Browser ann = new Browser();
            ann.on(pair.get(0), "set:user:ann", "login:ann:secret", "put:cart:cart", "setInterval:900")
                    .ok();
            ann.on(pair.get(1), "add:cart:pear", "changeId").ok();

            assertThat(ann.ask(pair.get(0), "get:cart")).endsWith("[pear]");
            assertThat(ann.ask(pair.get(1), "user")).isEqualTo("ann");
            assertThat(ann.ask(pair.get(1), "interval")).isEqualTo("900");
            ann.on(pair.get(1), "invalidate").ok();
            assertThat(ann.ask(pair.get(0), "id")).isEqualTo(Answer.NONE);
        }
    }
}
