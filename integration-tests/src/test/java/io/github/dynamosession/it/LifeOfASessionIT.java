package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 29: a session is new once and created once, however many nodes it comes to. */
@OnEveryContainer
final class LifeOfASessionIT {

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    LifeOfASessionIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @Test
    void aSessionIsNewInTheRequestThatMadeItOnly() {
        assertThat(ann.on(a, "create", "isNew").ok().of("isNew")).isEqualTo("true");
        assertThat(ann.ask(b, "isNew")).isEqualTo("false");
        assertThat(ann.ask(a, "isNew")).isEqualTo("false");
    }

    @Test
    void theListenersHearOfTheStartOnceAndOfNoLoad() {
        ann.on(a, "set:user:ann", "put:bound:binding").ok();
        ann.on(b, "get:bound").ok();
        ann.on(a, "get:bound").ok();

        String events = "events:" + ann.sessionId();
        assertThat(a.control(events).of(events)).isEqualTo("created,added:user,bound:bound,added:bound");
        assertThat(b.control(events).of(events)).isEmpty();
    }

    /** It may hear of a serialization at the end too, to see whether the application changed it. */
    @Test
    void anAttributeHearsOfItsArrivalOnAnotherNodeOnce() {
        ann.on(a, "put:witness:activation").ok();
        ann.on(b, "get:witness", "get:witness").ok();

        String events = "events:" + ann.sessionId();
        assertThat(b.control(events).of(events)).matches("didActivate(,willPassivate,didActivate)?");
    }

    @Test
    void theCreationTimeIsTheSameOnAllNodes() {
        String created = ann.on(a, "set:user:ann", "created").ok().of("created");

        assertThat(ann.ask(b, "created")).isEqualTo(created);
        assertThat(ann.ask(a, "created")).isEqualTo(created);
    }

    /** The stored times are those of a node whose clock is five seconds fast or slow. */
    @ParameterizedTest
    @ValueSource(ints = {5, -5})
    void aNodeWhoseClockDiffersDoesNoHarm(int skewSeconds) {
        ann.on(a, "set:user:ann", "setInterval:20").ok();
        String id = ann.sessionId();
        long accessed = table.millis(id, "accessed").plusSeconds(skewSeconds).toEpochMilli();
        table.plant(id, "accessed", accessed);
        table.plant(id, "expires", table.seconds(id, "expires").plusSeconds(skewSeconds));

        assertThat(ann.on(b, "set:user:bob", "get:user").ok().of("get:user")).isEqualTo("bob");
        assertThat(Long.parseLong(ann.ask(a, "accessed"))).isGreaterThanOrEqualTo(accessed);
        assertThat(table.number(id, "accessed")).isGreaterThanOrEqualTo(accessed);
        assertThat(ann.ask(a, "get:user")).isEqualTo("bob");
    }
}
