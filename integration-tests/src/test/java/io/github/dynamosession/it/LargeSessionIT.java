package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 26: sessions of megabytes, in items of their own, are as whole and as fresh as small ones. */
@OnEveryContainer
final class LargeSessionIT {

    private final Node a;
    private final Node b;
    private final Table table;
    private final Browser ann = new Browser();

    LargeSessionIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
        table = cluster.table();
    }

    /** What the step {@code fill:name:length} puts into an attribute. */
    private static String filled(int length) {
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        return Base64.getEncoder().encodeToString(random).substring(0, length);
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 5_000_000})
    void aLargeAttributeIsReadOnAnotherNode(int length) {
        ann.on(a, "set:user:ann", "fill:report:" + length).ok();

        assertThat(ann.ask(b, "get:report")).isEqualTo(filled(length));
        assertThat(ann.ask(b, "get:user")).isEqualTo("ann");
    }

    @Test
    void aSessionOfTwoMegabytesIsChangedPartByPart() {
        String[] parts = new String[8];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = "fill:part" + i + ":" + (260_000 + i);
        }
        ann.on(a, parts).ok();

        ann.on(b, "fill:part3:270000", "remove:part5", "changeId").ok();

        assertThat(ann.ask(a, "get:part3")).isEqualTo(filled(270_000));
        assertThat(ann.ask(a, "get:part5")).isEqualTo(Answer.NONE);
        assertThat(ann.ask(a, "get:part7")).isEqualTo(filled(260_007));
    }

    @Test
    void aSessionBeyondItsMaximumIsRefusedAndStaysAsItWas() {
        ann.on(a, "fill:report:5000000", "set:user:ann").ok();

        assertThat(ann.on(b, "fill:copy:5000000", "set:user:bob").status()).isEqualTo(500);

        assertThat(ann.ask(a, "names")).isEqualTo("report,user");
        assertThat(ann.ask(a, "get:user")).isEqualTo("ann");
    }

    @Test
    void aReaderSeesOneValueOrTheOtherWhileAnotherNodeRewritesIt() {
        ann.on(a, "fill:report:400000").ok();
        Browser reader = new Browser(ann.sessionId());
        for (int round = 0; round < 5; round++) {
            CompletableFuture<Answer> write =
                    ann.start(a, Browser.APP, "fill:report:" + (round % 2 == 0 ? 450_000 : 400_000));
            do {
                assertThat(reader.ask(b, "get:report")).isIn(filled(400_000), filled(450_000));
            } while (!write.isDone());
            write.join().ok();
        }
    }

    @Test
    void aLogoutLeavesNoPieceOfTheSession() {
        ann.on(a, "fill:report:900000", "fill:copy:20000").ok();
        LargeValueItems pieces = LargeValueItems.of(table, ann.sessionId());
        assertThat(pieces.stored()).hasSizeGreaterThan(2);

        ann.on(b, "invalidate").ok();

        assertThat(pieces.stored()).isEmpty();
    }

    @Test
    void aLostPieceCostsItsAttributeOnly() {
        ann.on(a, "set:user:ann", "fill:report:20000").ok();
        LargeValueItems.of(table, ann.sessionId()).delete();

        assertThat(ann.ask(b, "get:report")).isEqualTo(Answer.NONE);
        assertThat(ann.on(b, "set:user:bob", "get:user").ok().of("get:user")).isEqualTo("bob");
        ann.on(b, "fill:report:30000").ok();
        assertThat(ann.ask(a, "get:report")).isEqualTo(filled(30_000));
    }
}
