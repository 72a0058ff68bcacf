package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests cost, in store calls of the node that served them. */
@OnEveryContainer
final class CostIT {

    private static final String FORGED = "0123456789ABCDEF0123456789ABCDEF";

    private final Node a;
    private final Table table;
    private final Browser ann = new Browser();

    CostIT(Cluster cluster) {
        a = cluster.node(0);
        table = cluster.table();
    }

    @BeforeEach
    void known() {
        ann.on(a, "set:user:ann", "put:list:list", "put:cart:cart", "put:person:person")
                .ok();
    }

    @Test
    void valuesThatAreSetAgainCostNoWrite() {
        assertThat(cost(ann, "again:user", "again:list", "again:person", "set:user:ann"))
                .isEqualTo(Map.of("Loads", 1L));
    }

    @Test
    void aRequestWithoutASessionCostsNothing() {
        assertThat(cost(new Browser(), "valid", "id")).isEmpty();
    }

    @Test
    void aRequestThatDoesNotTouchItsSessionCostsNothing() {
        assertThat(cost(ann)).isEmpty();
    }

    @Test
    void aNewSessionCostsOneCreate() {
        assertThat(cost(new Browser(), "set:user:bob", "set:more:1")).isEqualTo(Map.of("Creates", 1L));
    }

    @Test
    void aReadCostsOneLoadHoweverOftenTheRequestAsks() {
        assertThat(cost(ann, "valid", "get:user", "names", "id", "get:user")).isEqualTo(Map.of("Loads", 1L));
    }

    @Test
    void aChangeCostsOneLoadAndOneSave() {
        assertThat(cost(ann, "set:user:bob", "remove:list", "set:more:1")).isEqualTo(Map.of("Loads", 1L, "Saves", 1L));
    }

    /** Trap 14. */
    @Test
    void valuesThatWereHandedOutAndNotChangedAreNotSaved() {
        assertThat(cost(ann, "get:list", "get:cart", "get:person")).isEqualTo(Map.of("Loads", 1L));
    }

    @Test
    void aChangedIdCostsOneLoadAndOneRename() {
        assertThat(cost(ann, "changeId")).isEqualTo(Map.of("Loads", 1L, "Renames", 1L));
    }

    @Test
    void anInvalidationCostsOneLoadAndOneDelete() {
        assertThat(cost(ann, "invalidate")).isEqualTo(Map.of("Loads", 1L, "Deletes", 1L));
    }

    @Test
    void aSessionThatEndsInTheRequestThatMadeItCostsNothing() {
        assertThat(cost(new Browser(), "set:user:bob", "invalidate")).isEmpty();
    }

    /** Trap 24. */
    @Test
    void anIgnoredUriCostsNothing() {
        assertThat(Cost.of(a, () -> ann.get(a, "/app/ignored/do", "id", "valid").ok()))
                .isEmpty();
    }

    /** Trap 24: the interval would be half a second, but access times are stored to the second. */
    @Test
    void manyReadsWriteTheAccessTimeOncePerSecond() {
        ann.on(a, "setInterval:2").ok();
        Instant start = Instant.now();

        Map<String, Long> cost = Cost.of(a, () -> {
            for (int i = 0; i < 1000; i++) {
                ann.on(a, "get:user").ok();
            }
        });

        long seconds = Duration.between(start, Instant.now()).toSeconds();
        assertThat(cost).containsEntry("Loads", 1000L).containsOnlyKeys("Loads", "Touches");
        assertThat(cost.get("Touches")).isPositive().isLessThanOrEqualTo(seconds + 1);
    }

    /** Trap 25. */
    @ParameterizedTest
    @ValueSource(strings = {FORGED, "x", "../../../../etc/passwd", "%00%00", "<script>"})
    void aForgedIdCostsOneLoadAndMakesNoItem(String id) {
        assertThat(cost(new Browser(id), "valid", "id", "get:user", "valid", "id"))
                .isEqualTo(Map.of("Loads", 1L));
        assertThat(table.item(id)).isEmpty();
    }

    /** Trap 25. */
    @Test
    void aForgedIdNeverBecomesTheIdOfASession() {
        Browser forger = new Browser(FORGED);
        assertThat(cost(forger, "valid", "set:user:eve")).isEqualTo(Map.of("Loads", 1L, "Creates", 1L));
        assertThat(forger.sessionId()).isNotEqualTo(FORGED);
        assertThat(table.item(FORGED)).isEmpty();
    }

    /** Trap 25. */
    @ParameterizedTest
    @ValueSource(ints = {257, 4000})
    void anOversizedIdNeverReachesTheStore(int length) {
        assertThat(cost(new Browser("A".repeat(length)), "valid", "id")).isEmpty();
    }

    private Map<String, Long> cost(Browser browser, String... steps) {
        return Cost.of(a, () -> browser.on(a, steps).ok());
    }
}
