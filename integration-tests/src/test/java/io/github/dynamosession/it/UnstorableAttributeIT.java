package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 16: a value that cannot be stored is an error, and the error harms nothing else. */
@OnEveryContainer
final class UnstorableAttributeIT {

    private final Cluster cluster;
    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    UnstorableAttributeIT(Cluster cluster) {
        this.cluster = cluster;
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @BeforeEach
    void known() {
        ann.on(a, "set:user:ann").ok();
    }

    /** A thread, a class loader, a future as Jetty's form login has one, and a chain without end. */
    @ParameterizedTest
    @CsvSource({
        "stray, 'value.stray[1]: class java.lang.Thread is not Serializable'",
        "loader, 'value.content: class '",
        "future, 'value.content: class java.util.concurrent.CompletableFuture is not Serializable'",
        "deep, 'value.next.next.next.next.next.next.next...('"
    })
    void aRequestThatPutsWhatCannotBeStoredFailsAndTheLogTellsTheWay(String kind, String path) {
        String name = "bad-" + kind + "-" + ann.bareId().substring(0, 4);
        Answer answer = ann.on(a, "put:" + name + ":" + kind, "set:user:bob");

        assertThat(answer.status()).isEqualTo(500);
        await().untilAsserted(() -> assertThat(cluster.log(0).lines().filter(line -> line.contains(name)))
                .anyMatch(line -> line.contains(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stray", "loader", "future", "deep"})
    void theRestOfTheSessionIsSaved(String kind) {
        ann.on(a, "put:bad:" + kind, "set:user:bob");

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "names")).isEqualTo("user");
        assertThat(ann.on(b, "set:user:eve", "get:user").ok().of("get:user")).isEqualTo("eve");
    }

    /** As long as another request is in the session, on this node. */
    @ParameterizedTest
    @ValueSource(strings = {"stray", "loader", "future"})
    void theSessionOnThisNodeIsNotAlteredByTheFailedSave(String kind) {
        Held held = ann.hold(a, "get:user", "hold", "get:bad", "names", "remove:bad");
        Answer failed = ann.on(a, "put:bad:" + kind, "get:bad");
        assertThat(failed.status()).isEqualTo(500);

        Answer released = held.release();
        assertThat(released.of("get:bad")).startsWith(kind.equals("stray") ? "stray of 2" : "holder of a ");
        assertThat(released.of("names")).isEqualTo("bad,user");
        assertThat(released.status()).isEqualTo(200);
        assertThat(ann.ask(b, "names")).isEqualTo("user");
    }
}
