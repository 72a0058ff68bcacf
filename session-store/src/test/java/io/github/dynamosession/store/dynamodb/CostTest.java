package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionConflictException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls and units, as DynamoDB counts them, of a session with 1,500 bytes of attributes: two write units. An entry of the
 * index by expiry is one more when it comes or goes, and two when it moves.
 */
class CostTest {

    private static final Instant LATER = CREATED.plusSeconds(300);

    private static final StoreStatistics.Expiry NO_EXPIRY = StoreStatistics.NONE.expiry();

    private static LocalTable table;

    private final SessionKey key = newKey();
    private final MovableClock clock = new MovableClock(CREATED);
    private final StoredSession session =
            new StoredSession(0, NEW, Map.of("cart", new byte[1_500]), Map.of("authType", bytes("FORM")));
    private DynamoDbSessionStore store;

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    @BeforeEach
    void createSession() {
        table.open(clock).create(key, session, "token");
        store = table.open(clock);
    }

    /** Calls in the order of {@link StoreStatistics}, then units. */
    private void assertCost(
            int loads, int creates, int saves, int touches, int renames, int deletes, double read, double written) {
        assertThat(store.statistics())
                .isEqualTo(new StoreStatistics(
                        loads, creates, saves, touches, renames, deletes, 0, NO_EXPIRY, 0, read, written));
    }

    @Test
    void loadIsOneCallAndOneReadUnit() {
        store.load(key);

        assertCost(1, 0, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void eventuallyConsistentLoadIsHalfAReadUnit() {
        store = table.open(clock, Map.of("consistency", "eventual"));

        assertThat(store.load(key)).isPresent();

        assertCost(1, 0, 0, 0, 0, 0, 0.5, 0);
    }

    /** Trap 25. */
    @Test
    void loadOfAForgedIdIsOneCallAndOneReadUnit() {
        store.load(newKey());

        assertCost(1, 0, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void createIsOneCallAndAWriteUnitForEachKilobyteAndForTheIndex() {
        store.create(newKey(), session, "token");

        assertCost(0, 1, 0, 0, 0, 0, 0, 3);
    }

    @Test
    void saveIsOneCallAndAWriteUnitForEachKilobyteAndNoneForTheIndex() {
        store.save(key, new SessionChanges(set("user", "ann"), Delta.NONE, NEW, NEW));

        assertCost(0, 0, 1, 0, 0, 0, 0, 2);
    }

    @Test
    void saveThatWritesTimesMovesTheEntryInTheIndex() {
        store.save(key, changes(set("user", "ann"), LATER));

        assertCost(0, 0, 1, 0, 0, 0, 0, 4);
    }

    @Test
    void touchMovesTheEntryInTheIndex() {
        store.touch(key, NEW.accessedAt(LATER));

        assertCost(0, 0, 0, 1, 0, 0, 0, 4);
    }

    @Test
    void withoutExpiryEventsTheIndexCostsNothing() {
        SessionKey other = newKey();
        store = table.open(clock, Map.of("expiryEvents", "false"));

        store.create(other, session, "token");
        store.touch(other, NEW.accessedAt(LATER));
        store.delete(other, CREATED);

        assertCost(0, 1, 0, 1, 0, 1, 0, 6);
    }

    /** Of parallel requests of one second none loses; the condition would cost a call. */
    @Test
    void savesOfTheSameSecondAreOneCallEach() {
        store.save(key, changes(set("user", "ann"), LATER.plusMillis(600)));
        store.save(key, changes(replace("user", "ann", "bob"), LATER.plusMillis(200)));

        assertCost(0, 0, 2, 0, 0, 0, 0, 6);
    }

    /** DynamoDB bills the failed condition too, but does not report it. */
    @Test
    void saveThatKnowsOfAnEarlierAccessOnlyIsTwoCallsAndNoRead() {
        store.touch(key, NEW.accessedAt(LATER));
        store.save(key, changes(set("user", "ann"), LATER.minusSeconds(10)));

        assertCost(0, 0, 2, 1, 0, 0, 0, 6);
    }

    /** The refused call brings along what it found. */
    @Test
    void saveOfANameThatAnotherNodeChangedIsTwoCallsAndNoRead() {
        table.open(clock).save(key, new SessionChanges(set("user", "ann"), Delta.NONE, NEW, NEW));

        store.save(key, new SessionChanges(set("user", "bob"), Delta.NONE, NEW, NEW));

        assertCost(0, 0, 2, 0, 0, 0, 0, 2);
    }

    @Test
    void saveThatLosesItsNameAndItsTimesIsTwoCallsAndNoRead() {
        table.open(clock).save(key, changes(set("user", "ann"), LATER));

        store.save(key, changes(set("user", "bob"), LATER.minusSeconds(10)));

        assertCost(0, 0, 2, 0, 0, 0, 0, 2);
    }

    /** The case in which the most is to be expressed. */
    @Test
    void saveOfAHundredNewNamesOfContainerStateAndOfTimesIsOneCall() {
        Map<String, byte[]> hundred = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            hundred.put("n" + i, new byte[0]);
        }

        store.save(key, new SessionChanges(Delta.NONE, set(hundred), NEW.accessedAt(LATER), NEW));

        assertCost(0, 0, 1, 0, 0, 0, 0, 4);
    }

    @Test
    void saveThatWritesNoTimesIsOneCallWhateverAccessItKnowsOf() {
        store.touch(key, NEW.accessedAt(LATER));
        store.save(key, new SessionChanges(set("user", "ann"), Delta.NONE, NEW, NEW));

        assertCost(0, 0, 1, 1, 0, 0, 0, 4 + 2);
    }

    @Test
    void touchOfALaterTouchedSessionIsOneCall() {
        store.touch(key, NEW.accessedAt(LATER));
        store.touch(key, NEW.accessedAt(LATER.minusSeconds(10)));

        assertCost(0, 0, 0, 2, 0, 0, 0, 4);
    }

    @Test
    void renameOfAKnownSessionIsOneTransaction() {
        store.rename(key, newKey(), session, changes(Delta.NONE, LATER));

        // DynamoDB Local 3.3.1 reports half of what the documented rule gives: two items, three units each, doubled
        assertCost(0, 0, 0, 0, 1, 0, 0, 6);
    }

    @Test
    void deleteIsOneCallAndAWriteUnitForEachKilobyteAndForTheIndex() {
        store.delete(key, CREATED);

        assertCost(0, 0, 0, 0, 0, 1, 0, 3);
    }

    /** Trap 11: what nodes pay when nothing has expired. */
    @Test
    void searchThatFindsNothingIsOneCall() {
        store.findExpired(0, Instant.EPOCH, Optional.empty(), 25).keys();

        // DynamoDB Local 3.3.1 reports nothing; by the documented rule it is half a read unit
        assertExpiryCost(1, 0, 0, 0, 0);
    }

    /** Trap 11. */
    @Test
    void searchThatFindsAPageIsHalfAReadUnit() {
        for (int i = 0; i < 25 * SessionKey.SHARDS; i++) {
            table.open(clock).create(newKey(), session, "token");
        }

        store.findExpired(0, CREATED.plus(Duration.ofHours(1)), Optional.empty(), 25)
                .keys();

        assertExpiryCost(1, 0, 0, 0.5, 0);
    }

    /** Trap 11: the claim moves nothing in the index. */
    @Test
    void endOfAnExpiredSessionIsAClaimAndADelete() {
        clock.advance(Duration.ofHours(1));

        store.deleteClaimed(
                store.claimExpired(key, clock.instant(), Duration.ofMinutes(1)).orElseThrow());

        assertExpiryCost(0, 1, 1, 0, 2 + 3);
    }

    private void assertExpiryCost(int searches, int claims, int deletes, double read, double written) {
        StoreStatistics.Expiry expiry = new StoreStatistics.Expiry(searches, claims, deletes, read, written);
        assertThat(store.statistics()).isEqualTo(new StoreStatistics(0, 0, 0, 0, 0, 0, 0, expiry, 0, read, written));
    }

    @Test
    void saveOfVeryManyNamesIsAReadAndAWrite() {
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("n" + i, new byte[0]);
        }

        store.save(key, changes(new Delta(many, Set.of("cart"), Map.of()), LATER));

        assertCost(1, 0, 1, 0, 0, 0, 1, 4);
    }

    @Test
    void conflictCountsAsAFailure() {
        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(() -> store.create(key, session, "other token"));

        assertThat(store.statistics().failures()).isOne();
    }
}
