package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trap 13: two releases of an application serve the same sessions. The second one has another field, of a new class, and
 * lacks the one that led first to an object which is still there. An unmodifiable list around it makes the attribute go
 * by Java serialization, where a class that declares no serialVersionUID is another with every release.
 */
@OnEveryContainer
final class RollingDeploymentIT {

    private static final String OLDER = "/older/do";

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    RollingDeploymentIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @Test
    void theNewReleaseReadsWhatTheOldOneWrote() {
        assertThat(ann.get(a, OLDER, "put:profile:profile", "get:profile").ok().of("get:profile"))
                .isEqualTo("release 1: [Ann, Annie] with aliases");

        assertThat(ann.ask(b, "get:profile")).isEqualTo("release 2: [Ann, Annie] without badge");
    }

    @Test
    void theOldReleaseReadsWhatTheNewOneWrote() {
        assertThat(ann.on(a, "put:profile:profile", "get:profile").ok().of("get:profile"))
                .isEqualTo("release 2: [Ann, Annie] with badge of [Ann, Annie]");

        assertThat(ann.get(b, OLDER, "get:profile").ok().of("get:profile"))
                .isEqualTo("release 1: [Ann, Annie] without aliases");
    }

    /** What the old release does not understand it does not erase, not by a save and not by a new session id. */
    @ParameterizedTest
    @CsvSource({"level, GOLD", "unmodifiableProfile, 'release 2: [Ann, Annie] with badge of [Ann, Annie]'"})
    void theOldReleaseKeepsWhatItCannotRead(String kind, String value) {
        ann.on(a, "put:value:" + kind, "set:user:ann").ok();

        Answer old = ann.get(b, OLDER, "get:value", "get:user", "set:user:bob", "changeId")
                .ok();
        assertThat(old.of("get:value")).isEqualTo(Answer.NONE);
        assertThat(old.of("get:user")).isEqualTo("ann");

        Answer fresh = ann.on(a, "get:value", "get:user").ok();
        assertThat(fresh.of("get:value")).contains(value);
        assertThat(fresh.of("get:user")).isEqualTo("bob");
    }
}
