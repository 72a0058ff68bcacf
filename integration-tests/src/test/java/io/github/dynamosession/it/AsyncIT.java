package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 23: requests whose work ends elsewhere than in the servlet. Trap 1 covers their first bytes. */
@OnEveryContainer
final class AsyncIT {

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    AsyncIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @BeforeEach
    void known() {
        ann.on(a, "set:user:ann", "put:list:list").ok();
    }

    @Test
    void aChangeOfAForeignThreadIsSaved() {
        ann.on(a, "async", "set:user:bob", "add:list:pear", "complete").ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
    }

    @Test
    void aChangeAfterTheResponseBeganIsSavedBeforeItsLastByte() {
        ann.on(a, "async", "flush", "set:user:bob", "add:list:pear", "complete").ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
    }

    @Test
    void aChangeAfterTheResponseBeganIsSavedBeforeTheLastByteOfAnOrdinaryRequestToo() {
        ann.on(a, "flush", "set:user:bob").ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
    }

    @Test
    void changesOnBothSidesOfADispatchAreSaved() {
        ann.on(a, "set:before:1", "async", "set:between:2", "dispatch", "set:after:3")
                .ok();

        assertThat(ann.ask(b, "names")).isEqualTo("after,before,between,list,user");
    }

    @Test
    void aChangeAtATimeOutIsSaved() {
        ann.on(a, "timeout:200", "set:user:late", "complete").ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("late");
    }

    @Test
    void aSessionThatOverlappingPollsNeverLeaveIsSavedAndSeenByOthers() {
        Held poll = ann.hold(a, "async", "get:user", "hold", "set:poll:0", "complete");
        for (int i = 1; i < 20; i++) {
            Held next = ann.hold(a, "async", "get:user", "hold", "set:poll:" + i, "complete");
            poll.release().ok();
            assertThat(ann.ask(b, "get:poll")).isEqualTo(Integer.toString(i - 1));
            poll = next;
        }
        poll.release().ok();
    }

    @Test
    void theLastAccessedTimeNeverGoesBack() {
        Held old = ann.hold(a, "async", "get:user", "hold", "set:user:bob", "complete");
        ann.on(b, "set:more:1").ok();
        long accessed = table.number(ann.sessionId(), "accessed");
        old.release().ok();

        assertThat(table.number(ann.sessionId(), "accessed")).isGreaterThanOrEqualTo(accessed);
    }
}
