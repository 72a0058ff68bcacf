package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Traps 12 and 13: stored bytes that a node cannot read cost their attribute there, nothing else, and are not lost. */
@OnEveryContainer
final class UnreadableAttributeIT {

    private static final String OLDER_APP = "/older/do";

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    UnreadableAttributeIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    @BeforeEach
    void knownOnBothNodes() {
        ann.on(a, "set:user:ann", "put:cart:cart").ok();
        ann.on(b, "get:cart").ok();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damagedBytesCostTheirAttributeOnly(Damage damage) {
        damage(damage);

        Answer answer = ann.on(a, "get:user", "get:cart", "names").ok();
        assertThat(answer.of("get:user")).isEqualTo("ann");
        assertThat(answer.of("get:cart")).isEqualTo(Answer.NONE);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damagedBytesSurviveTheSaveOfAnotherAttribute(Damage damage) {
        byte[] planted = damage(damage);
        ann.on(a, "get:cart", "set:user:bob").ok();
        ann.on(b, "set:more:1", "changeId").ok();

        assertThat(table.attribute(ann.sessionId(), "cart")).hasValue(planted);
        assertThat(ann.ask(a, "get:user")).isEqualTo("bob");
    }

    @Test
    void damagedBytesCanBeReplacedAndRemoved() {
        damage(Damage.NOISE);
        ann.on(a, "put:cart:cart", "add:cart:pear").ok();
        assertThat(ann.ask(b, "get:cart")).endsWith("[pear]");

        damage(Damage.NOISE);
        ann.on(b, "remove:cart").ok();
        assertThat(table.attribute(ann.sessionId(), "cart")).isEmpty();
    }

    @Test
    void aSessionWithDamagedBytesCanBeInvalidated() {
        String id = ann.sessionId();
        damage(Damage.NOISE);
        ann.on(a, "invalidate").ok();

        assertThat(table.item(id)).isEmpty();
    }

    /** Trap 13. The other application stands for an older release of this one, that has no class Cart yet. */
    @Test
    void aValueOfAMissingClassCostsItsAttributeOnlyAndIsThereForNodesThatHaveTheClass() {
        Answer answer =
                ann.get(b, OLDER_APP, "get:user", "get:cart", "set:user:bob").ok();
        assertThat(answer.of("get:user")).isEqualTo("ann");
        assertThat(answer.of("get:cart")).isEqualTo(Answer.NONE);

        assertThat(ann.ask(a, "get:user")).isEqualTo("bob");
        assertThat(ann.on(a, "add:cart:pear", "get:cart").ok().of("get:cart")).endsWith("[pear]");
    }

    private byte[] damage(Damage damage) {
        byte[] planted =
                damage.change.apply(table.attribute(ann.sessionId(), "cart").orElseThrow());
        table.plantAttribute(ann.sessionId(), "cart", planted);
        return planted;
    }

    private enum Damage {
        NOISE(bytes -> "no payload of ours".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
        CUT_OFF(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
        HEADER_ONLY(bytes -> Arrays.copyOf(bytes, 1)),
        NEWER_FORMAT(bytes -> {
            bytes[0]++;
            return bytes;
        });

        private final UnaryOperator<byte[]> change;

        Damage(UnaryOperator<byte[]> change) {
            this.change = change;
        }
    }
}
