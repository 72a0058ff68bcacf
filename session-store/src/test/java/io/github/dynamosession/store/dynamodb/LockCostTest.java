package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.StoreStatistics;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls and units of locks, of a session with 1,500 bytes of attributes: two write units, one read unit. */
class LockCostTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private static LocalTable table;

    private final SessionKey key = newKey();
    private final MovableClock clock = new MovableClock(CREATED);
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
        StoredSession session = new StoredSession(0, NEW, Map.of("cart", new byte[1_500]), Map.of());
        table.open(clock).create(key, session, "token");
        store = table.open(clock);
    }

    private SessionLock lock(DynamoDbSessionStore by) {
        return by.lock(key, "one", LEASE, Duration.ZERO).orElseThrow().lock();
    }

    private void assertCost(int locks, int saves, double read, double written) {
        StoreStatistics cost = store.statistics();
        assertThat(cost)
                .isEqualTo(new StoreStatistics(
                        0, 0, saves, 0, 0, 0, locks, StoreStatistics.NONE.expiry(), cost.failures(), read, written));
    }

    private SessionChanges releasing(SessionLock lock, Delta attributes) {
        return new SessionChanges(attributes, Delta.NONE, NEW, NEW).under(LockUse.releasing(lock));
    }

    @Test
    void lockingReadsTheSessionToo() {
        lock(store);

        assertCost(1, 0, 0, 2);
    }

    @Test
    void requestThatChangesALockedSessionIsTwoCalls() {
        store.save(key, releasing(lock(store), set("user", "ann")));

        assertCost(1, 1, 0, 4);
    }

    @Test
    void requestThatOnlyReadsALockedSessionIsTwoCallsToo() {
        store.save(key, releasing(lock(store), Delta.NONE));

        assertCost(1, 1, 0, 4);
    }

    @Test
    void renewalIsOneCall() {
        store.renewLock(key, lock(store), LEASE);

        assertCost(2, 0, 0, 4);
    }

    /** A refused attempt is billed by the item's size, too, which DynamoDB does not report. */
    @Test
    void whoDoesNotWaitMakesOneAttempt() {
        lock(table.open(clock));

        assertThatExceptionOfType(SessionLockedException.class)
                .isThrownBy(() -> store.lock(key, "other", LEASE, Duration.ZERO));

        assertCost(1, 0, 0, 0);
    }

    /** Else nodes that wait for one session would use up its partition, and its owner could not save. */
    @Test
    void whoWaitsMakesOneAttemptAndLooksFiveTimesASecondAtMostForHalfAUnitEach() {
        lock(table.open(clock));
        Duration patience = Duration.ofSeconds(4);

        assertThatExceptionOfType(SessionLockedException.class)
                .isThrownBy(() -> store.lock(key, "other", LEASE, patience));

        long looks = store.statistics().locks() - 1;
        long whileGrowing = 8; // expected: pauses of 10, 20, 40, 80 and 160 ms at first
        assertThat(looks).isBetween(5L, whileGrowing + 2 * 5 * patience.toSeconds());
        assertCost((int) looks + 1, 0, looks / 2.0, 0);
    }
}
