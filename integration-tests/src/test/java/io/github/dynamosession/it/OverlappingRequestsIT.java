package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of one session that are on both nodes at once. Nothing that one of them changed is lost or comes back. */
@OnEveryContainer
final class OverlappingRequestsIT {

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    OverlappingRequestsIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @BeforeEach
    void knownOnBothNodes() {
        ann.on(a, "set:user:ann", "set:old:1", "put:list:list").ok();
        ann.on(b, "get:user", "get:list").ok();
    }

    /** Trap 2. */
    @Test
    void tenWritersOfDifferentAttributesAllWin() {
        List<Held> writers = IntStream.range(0, 10)
                .mapToObj(i -> ann.hold(i % 2 == 0 ? a : b, "names", "hold", "set:key" + i + ":" + i))
                .toList();
        writers.parallelStream().forEach(writer -> writer.release().ok());

        String names = "key0,key1,key2,key3,key4,key5,key6,key7,key8,key9,list,old,user";
        assertThat(ann.ask(a, "names")).isEqualTo(names);
        assertThat(ann.ask(b, "names")).isEqualTo(names);
    }

    /** Trap 2: in-place changes of one node's requests do not undo what the other node stored. */
    @Test
    void aWriterKeepsItsAttributeWhenAnOlderRequestChangesAnotherOneInPlace() {
        Held inPlace = ann.hold(a, "get:list", "hold", "add:list:pear");
        ann.on(b, "set:user:bob").ok();
        inPlace.release().ok();

        assertThat(ann.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "get:list")).isEqualTo("[pear]");
    }

    /** Trap 3. */
    @Test
    void ofTwoWritersOfOneAttributeTheLastToCommitWinsOnBothNodes() {
        Held first = ann.hold(a, "set:user:from a", "hold");
        Held last = ann.hold(b, "set:user:from b", "hold");
        first.release().ok();
        last.release().ok();

        assertThat(ann.ask(a, "get:user")).isEqualTo("from b");
        assertThat(ann.ask(b, "get:user")).isEqualTo("from b");
    }

    /** Trap 4. */
    @Test
    void aReaderThatFinishesAfterAWriterWritesNothingBack() {
        Held reader = ann.hold(a, "get:user", "get:list", "get:old", "hold", "get:user");
        ann.on(b, "set:user:bob", "add:list:pear", "remove:old").ok();
        reader.release().ok();

        for (Node node : List.of(a, b)) {
            assertThat(ann.ask(node, "names")).isEqualTo("list,user");
            assertThat(ann.ask(node, "get:user")).isEqualTo("bob");
            assertThat(ann.ask(node, "get:list")).isEqualTo("[pear]");
        }
    }

    /** Trap 5. */
    @Test
    void aRemovedAttributeStaysRemovedWhenARequestThatSawItSaves() {
        Held writer = ann.hold(b, "get:old", "hold", "set:user:bob");
        ann.on(a, "remove:old").ok();
        writer.release().ok();

        assertThat(ann.ask(a, "names")).isEqualTo("list,user");
        assertThat(ann.ask(b, "names")).isEqualTo("list,user");
    }

    /** Trap 33: a request that joins another one on its node sees what other nodes stored meanwhile. */
    @Test
    void aRequestThatJoinsALongOneSeesWhatTheOtherNodeChanged() {
        Held poll = ann.hold(a, "get:user", "hold", "set:polled:yes");
        ann.on(b, "set:user:bob", "remove:old").ok();

        assertThat(ann.ask(a, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(a, "names")).isEqualTo("list,user");
        poll.release().ok();
        assertThat(ann.ask(b, "names")).isEqualTo("list,polled,user");
    }

    /** Trap 33: a node that served the session before asks the store again. */
    @Test
    void aNodeNeverServesItsOwnStaleCopy() {
        ann.on(b, "set:user:bob", "add:list:pear").ok();
        assertThat(ann.ask(a, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(a, "get:list")).isEqualTo("[pear]");

        ann.on(b, "invalidate").ok();
        assertThat(ann.ask(a, "id")).isEqualTo(Answer.NONE);
    }
}
