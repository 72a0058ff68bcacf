package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.TouchPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Trap 26: what DynamoDB cannot hold is refused before any damage, by an error that names the largest attributes. */
class ItemSizeTest {

    private static final Instant LATER = CREATED.plusSeconds(300);
    private static final int LIMIT = 400 * 1024;

    private static LocalTable table;

    private final SessionKey key = newKey();
    private final DynamoDbSessionStore store = table.open(new MovableClock(CREATED));

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    private static StoredSession sized(int bytes) {
        return new StoredSession(0, NEW, Map.of("report", new byte[bytes], "cart", new byte[100]), Map.of());
    }

    private static SessionChanges setting(String name, int bytes) {
        return changes(set(Map.of(name, new byte[bytes])), LATER);
    }

    private Map<String, AttributeValue> item(int bytes) {
        return SessionItem.of("", key, sized(bytes), "token", new ItemTimes(TouchPolicy.adaptive(), "shop", true))
                .values();
    }

    @Test
    void estimateAgreesWithDynamoDbToTheByte() {
        int most = (int) (LIMIT - ItemSize.of(item(0)));

        assertThat(store.create(key, sized(most), "token")).isTrue();
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.create(newKey(), sized(most + 1), "token"));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> table.client()
                        .putItem(request -> request.tableName(table.name()).item(item(most + 1))))
                .withMessageContaining("Item size");
    }

    /** The call holds both. */
    @Test
    void largestAttributeIsReplacedByAnotherOne() {
        int most = (int) (LIMIT - ItemSize.of(item(0))) - 1; // version 0 takes a byte less than 1
        store.create(key, sized(most), "token");
        byte[] next = new byte[most];
        next[0] = 1;
        Delta replaced = new Delta(Map.of("report", next), Set.of(), Map.of("report", new byte[most]));

        assertThat(store.save(key, changes(replaced, CREATED))).isPresent();

        assertThat(store.load(key).orElseThrow().attributes()).containsEntry("report", next);
        assertThat(store.statistics().saves()).isOne();
    }

    @Test
    void createOfATooLargeSessionIsRefusedAndWritesNothing() {
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.create(key, sized(LIMIT), "token"))
                .withMessageContaining("report (409600 bytes), cart (100 bytes)");

        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void saveThatMakesASessionTooLargeIsRefusedAndNamesTheLargestAttributeEvenIfItIsOld() {
        store.create(key, sized(300_000), "token");

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.save(key, setting("more", 120_000)))
                .withMessageContaining("report (300000 bytes), more (120000 bytes)");

        assertThat(store.load(key).orElseThrow().attributes()).containsOnlyKeys("report", "cart");
        assertThat(store.save(key, changes(set("cart", "small"), LATER))).isPresent();
    }

    @Test
    void saveOfATooLargeAttributeIsRefusedWithoutACall() {
        store.create(key, sized(0), "token");

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.save(key, setting("more", LIMIT)))
                .withMessageContaining("more (409600 bytes)");

        assertThat(store.statistics().saves()).isZero();
    }

    @Test
    void saveOfVeryManyNamesThatMakeASessionTooLargeIsRefused() {
        store.create(key, sized(300_000), "token");
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            many.put("n" + i, new byte[1_000]);
        }

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.save(key, changes(set(many), LATER)))
                .withMessageContaining("report (300000 bytes)");

        assertThat(store.load(key).orElseThrow().attributes()).containsOnlyKeys("report", "cart");
    }

    @Test
    void renameThatMakesASessionTooLargeIsRefusedAndTheOldIdStaysGood() {
        SessionKey to = newKey();
        store.create(key, sized(300_000), "token");
        StoredSession loaded = store.load(key).orElseThrow();

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.rename(key, to, loaded, setting("more", 120_000)));

        assertThat(store.load(key)).isPresent();
        assertThat(store.load(to)).isEmpty();
    }
}
