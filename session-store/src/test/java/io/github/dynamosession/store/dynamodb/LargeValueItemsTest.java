package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Large values as they stand in the table, and what they cost. Trap 26. */
class LargeValueItemsTest {

    private static final Instant KEPT_UNTIL = CREATED.plus(Duration.ofDays(8));

    private static LocalTable table;

    private final LargeValueReference reference = LargeValueReference.create(1_000_000, KEPT_UNTIL);
    private final DynamoDbSessionStore store = table.open(new MovableClock(CREATED));

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    private Map<String, AttributeValue> part(int number) {
        return table.item("overflow#" + reference.id() + "#" + number);
    }

    @Test
    void aValueIsCutIntoItemsThatDynamoDbTakesAndDeletes() {
        store.saveLargeValue(reference, new byte[1_000_000]);

        for (int part = 0; part < 3; part++) {
            assertThat(part(part)).containsOnlyKeys("id", "bytes", "ttl");
            assertThat(part(part).get("ttl").n()).isEqualTo(Long.toString(KEPT_UNTIL.getEpochSecond()));
        }
        assertThat(List.of(0, 1, 2, 3).stream()
                        .map(this::part)
                        .filter(item -> !item.isEmpty())
                        .map(item -> item.get("bytes").b().asByteArray().length))
                .containsExactly(389_120, 389_120, 221_760);
    }

    @Test
    void aValueOfWhichAPartIsMissingOrShortIsNotThere() {
        store.saveLargeValue(reference, new byte[1_000_000]);
        table.plant("overflow#" + reference.id() + "#2", "bytes", AttributeValues.bytes(new byte[221_759]));
        assertThat(store.loadLargeValue(reference, true)).isEmpty();

        table.plant("overflow#" + reference.id() + "#2", "bytes", AttributeValues.bytes(new byte[221_760]));
        assertThat(store.loadLargeValue(reference, true)).isPresent();

        table.remove("overflow#" + reference.id() + "#1", "bytes");
        assertThat(store.loadLargeValue(reference, true)).isEmpty();
    }

    @Test
    void aDeletedSessionLeavesNoPartBehind() {
        store.saveLargeValue(reference, new byte[1_000_000]);
        SessionKey key = newKey();
        store.create(key, new StoredSession(1, NEW, Map.of("cart", reference.toBytes()), Map.of()), "token");

        store.delete(key, CREATED);

        assertThat(List.of(part(0), part(1), part(2))).allMatch(Map::isEmpty);
    }

    @Test
    void itCostsAWriteUnitForEachKilobyteAndHalfAReadUnitForEachFour() {
        store.saveLargeValue(reference, new byte[1_000_000]);
        StoreStatistics written = store.statistics();
        store.loadLargeValue(reference, false);
        StoreStatistics read = store.statistics();

        assertThat(written.saves()).isEqualTo(3);
        assertThat(written.writeUnits()).isEqualTo(381 + 381 + 217);
        assertThat(read.loads()).isEqualTo(3);
        assertThat(read.readUnits()).isEqualTo((96 + 96 + 55) / 2.0);
    }

    @Test
    void whatOperatorsAreShownIsTheSizeOfTheValue() {
        SessionKey key = newKey();
        store.create(key, new StoredSession(1, NEW, Map.of("cart", reference.toBytes()), Map.of()), "token");

        assertThat(store.describe(key).orElseThrow().attributes()).containsExactly(Map.entry("cart", 1_000_000));
    }
}
