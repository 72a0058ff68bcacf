package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the application changes without telling the session. */
@OnEveryContainer
final class InPlaceChangeIT {

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    InPlaceChangeIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    /** Trap 14. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "cart"})
    void aChangeInsideAValueIsSaved(String kind) {
        ann.on(a, "put:value:" + kind).ok();
        ann.on(b, "add:value:apple").ok();
        ann.on(a, "add:value:pear").ok();

        assertThat(ann.ask(b, "get:value")).endsWith("[apple, pear]");
    }

    /** Trap 14. */
    @Test
    void aChangeInsideAValueAfterTheSaveAtAFlushIsSavedToo() {
        ann.on(a, "put:list:list", "flush", "add:list:apple", "flush", "add:list:pear")
                .ok();

        assertThat(ann.ask(b, "get:list")).isEqualTo("[apple, pear]");
    }

    /** Trap 4: frameworks set again what they got, also when the last byte is out. */
    @Test
    void aValueThatIsSetAgainUndoesNothing() {
        ann.on(a, "put:list:list").ok();
        Held held = ann.hold(a, "get:list", "hold", "again:list");
        ann.on(b, "add:list:apple").ok();
        assertThat(Cost.of(a, () -> held.release().ok())).doesNotContainKey("Saves");

        assertThat(ann.ask(a, "get:list")).isEqualTo("[apple]");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[apple]");
    }

    /** Trap 15: every request succeeds, and what is stored at last is what the application has. */
    @Test
    void aCollectionThatAnotherThreadChangesDuringTheSaveIsNeverHalfWritten() {
        ann.on(a, "put:list:longList").ok();
        IntStream.range(0, 20).forEach(i -> {
            ann.on(a, "churn:list:20000", "set:round:" + i).ok();
            assertThat(ann.ask(b, "get:round")).isEqualTo(Integer.toString(i));
        });

        String whole = ann.on(a, "joinChurn", "get:list").ok().of("get:list");
        assertThat(ann.ask(b, "get:list")).isEqualTo(whole);
    }
}
