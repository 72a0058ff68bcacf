package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 16: a value that cannot be stored is an error, and the error harms nothing else. */
@OnEveryContainer
final class UnstorableAttributeIT {

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    UnstorableAttributeIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @BeforeEach
    void known() {
        ann.on(a, "set:user:ann").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stray", "deep"})
    void aRequestThatPutsWhatCannotBeStoredFails(String kind) {
        Answer answer = ann.on(a, "put:bad:" + kind, "set:user:bob");

        assertThat(answer.status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stray", "deep"})
    void theRestOfTheSessionIsSaved(String kind) {
        ann.on(a, "put:bad:" + kind, "set:user:bob");

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "names")).isEqualTo("user");
        assertThat(ann.on(b, "set:user:eve", "get:user").ok().of("get:user")).isEqualTo("eve");
    }
}
