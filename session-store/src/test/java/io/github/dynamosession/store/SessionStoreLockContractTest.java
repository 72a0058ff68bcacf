package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What locks promise. Traps 3 and 27. */
public abstract class SessionStoreLockContractTest extends SessionStoreExpiryContractTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(2);

    private SessionLock lock(String owner) {
        return store.lock(key, owner, LEASE, NOT_AT_ALL).orElseThrow().lock();
    }

    private SessionLock created() {
        create();
        return lock("one");
    }

    private void assertLocked() {
        assertThatExceptionOfType(SessionLockedException.class).isThrownBy(() -> lock("other"));
    }

    private void assertFree() {
        assertThat(lock("other").owner()).isEqualTo("other");
    }

    private static SessionChanges under(LockUse lockUse, Delta attributes) {
        return new SessionChanges(attributes, Delta.NONE, NEW.accessedAt(LATER), NEW).under(lockUse);
    }

    private static SessionChanges nothing(LockUse lockUse) {
        return new SessionChanges(Delta.NONE, Delta.NONE, NEW, NEW).under(lockUse);
    }

    // ------------------------------------------------------------ taking

    @Test
    void lockReturnsTheSessionAsItIsStored() {
        create();
        store.save(key, changes(set("user", "ann"), LATER));

        LockedSession locked = store.lock(key, "one", LEASE, NOT_AT_ALL).orElseThrow();

        assertThat(SessionContent.of(locked.session())).isEqualTo(stored(key));
        assertThat(locked.lock()).isEqualTo(new SessionLock("one", CREATED.plus(LEASE)));
    }

    /** Trap 25. */
    @Test
    void lockOfAnUnknownKeyIsEmptyAndStoresNothing() {
        assertThat(store.lock(key, "one", LEASE, LONG)).isEmpty();

        assertThat(store.load(key)).isEmpty();
        create();
    }

    @Test
    void lockOfAnExpiredSessionIsEmpty() {
        create();
        clock.set(TouchPolicy.adaptive().expiresAt(NEW).orElseThrow());

        assertThat(store.lock(key, "one", LEASE, LONG)).isEmpty();
    }

    @Test
    void lockIsRefusedWhileSomeoneElseHasIt() {
        created();

        assertThatExceptionOfType(SessionLockedException.class)
                .isThrownBy(() -> lock("other"))
                .withMessageContaining(key.toString())
                .withMessageContaining("lockTimeout");
    }

    /** As after an attempt whose answer was lost. */
    @Test
    void lockIsGivenToItsOwnerAgain() {
        created();

        assertThat(lock("one").owner()).isEqualTo("one");
    }

    /** Trap 27: no lock survives its owner for longer than its lease. */
    @Test
    void lockIsFreeWhenItsLeaseIsOver() {
        created();
        clock.advance(LEASE.minusMillis(1));
        assertLocked();

        clock.advance(Duration.ofMillis(1));

        assertFree();
    }

    @Test
    void whoWaitsGetsTheLockWhenItIsReleasedAndSeesWhatWasSaved() throws Exception {
        SessionLock held = created();

        List<String> seen =
                Parallel.run(() -> cart(store.lock(key, "other", LEASE, LONG).orElseThrow()), () -> {
                    store.save(key, under(LockUse.releasing(held), replace("cart", "one", "two")));
                    return "saved";
                });

        assertThat(seen).containsExactly("two", "saved");
    }

    @Test
    void whoWaitsIsToldWhenTheSessionIsDeleted() throws Exception {
        created();

        List<Boolean> results =
                Parallel.run(() -> store.lock(key, "other", LEASE, LONG).isPresent(), () -> store.delete(key, CREATED));

        assertThat(results).containsExactly(false, true);
    }

    private static String cart(LockedSession locked) {
        return Sessions.text(locked.session().attributes().get("cart"));
    }

    // ------------------------------------------------------------ saving under it

    @Test
    void saveUnderALockKeepsIt() {
        SessionLock held = created();

        assertThat(store.save(key, under(LockUse.keeping(held), set("user", "ann"))))
                .isPresent();

        assertLocked();
    }

    @Test
    void saveMayReleaseTheLock() {
        SessionLock held = created();

        assertThat(store.save(key, under(LockUse.releasing(held), set("user", "ann"))))
                .contains(NEW.accessedAt(LATER));

        assertThat(stored(key).attributes()).containsEntry("user", "ann");
        assertFree();
    }

    @Test
    void saveWithoutChangesReleasesTheLockAndNothingElse() {
        SessionLock held = created();
        SessionContent before = stored(key);

        assertThat(store.save(key, nothing(LockUse.releasing(held)))).contains(NEW);

        assertThat(stored(key)).isEqualTo(before);
        assertFree();
    }

    @Test
    void saveAfterTheLeaseIsAppliedIfNobodyTookTheLock() {
        SessionLock held = created();
        clock.advance(LEASE.plusSeconds(1));

        assertThat(store.save(key, under(LockUse.releasing(held), set("user", "ann"))))
                .isPresent();
    }

    /** As of a node that stood still with the lock, and then goes on. */
    @Test
    void saveIsRefusedWhenTheLockIsLost() {
        SessionLock lost = created();
        clock.advance(LEASE);
        SessionLock held = lock("other");

        assertThatExceptionOfType(SessionLockLostException.class)
                .isThrownBy(() -> store.save(key, under(LockUse.releasing(lost), replace("cart", "one", "late"))));

        assertThat(stored(key).attributes()).containsEntry("cart", "one");
        store.save(key, under(LockUse.releasing(held), replace("cart", "one", "two")));
        assertThatExceptionOfType(SessionLockLostException.class)
                .isThrownBy(() -> store.save(key, under(LockUse.keeping(lost), replace("cart", "one", "late"))));
        assertThat(stored(key).attributes()).containsEntry("cart", "two");
    }

    @Test
    void releasingALostLockLeavesItToWhoHasIt() {
        SessionLock lost = created();
        clock.advance(LEASE);
        lock("other");

        assertThat(store.save(key, nothing(LockUse.releasing(lost)))).isPresent();

        assertThatExceptionOfType(SessionLockedException.class).isThrownBy(() -> lock("third"));
    }

    @Test
    void saveOfVeryManyNamesIsUnderTheLockToo() {
        SessionLock lost = created();
        clock.advance(LEASE);
        SessionLock held = lock("other");
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("name" + i, Sessions.bytes("value"));
        }

        assertThatExceptionOfType(SessionLockLostException.class)
                .isThrownBy(() -> store.save(key, under(LockUse.keeping(lost), set(many))));
        assertThat(store.save(key, under(LockUse.releasing(held), set(many)))).isPresent();

        assertThat(stored(key).attributes()).hasSize(401);
        assertFree();
    }

    @Test
    void saveWithoutALockAsksForNone() {
        SessionLock held = created();

        assertThat(store.save(key, changes(set("user", "ann"), LATER))).isPresent();

        assertThat(store.save(key, under(LockUse.keeping(held), set("b", "2")))).isPresent();
        assertThat(stored(key).attributes()).containsOnlyKeys("cart", "user", "b");
    }

    @Test
    void saveUnderALockFindsADeletedSessionGone() {
        SessionLock held = created();
        store.delete(key, CREATED);

        assertThat(store.save(key, under(LockUse.releasing(held), set("user", "ann"))))
                .isEmpty();
    }

    // ------------------------------------------------------------ renaming under it

    @Test
    void renameTakesTheLockAlong() {
        SessionLock held = created();
        SessionKey to = newKey();

        store.rename(key, to, store.load(key).orElseThrow(), under(LockUse.keeping(held), Delta.NONE));

        assertThat(store.lock(key, "other", LEASE, NOT_AT_ALL)).isEmpty();
        assertThatExceptionOfType(SessionLockedException.class)
                .isThrownBy(() -> store.lock(to, "other", LEASE, NOT_AT_ALL));
    }

    @Test
    void renameMayReleaseTheLock() {
        SessionLock held = created();
        SessionKey to = newKey();

        store.rename(key, to, store.load(key).orElseThrow(), under(LockUse.releasing(held), Delta.NONE));

        assertThat(store.lock(to, "other", LEASE, NOT_AT_ALL)).isPresent();
    }

    @Test
    void renameIsRefusedWhenTheLockIsLost() {
        SessionLock lost = created();
        StoredSession loaded = store.load(key).orElseThrow();
        clock.advance(LEASE);
        lock("other");

        assertThatExceptionOfType(SessionLockLostException.class)
                .isThrownBy(
                        () -> store.rename(key, newKey(), loaded, under(LockUse.releasing(lost), set("user", "ann"))));

        assertThat(stored(key).attributes()).containsOnlyKeys("cart");
    }

    // ------------------------------------------------------------ renewing

    @Test
    void renewedLockHoldsForAnotherLease() {
        SessionLock held = created();
        clock.advance(LEASE.minusSeconds(1));

        assertThat(store.renewLock(key, held, LEASE))
                .contains(new SessionLock("one", clock.instant().plus(LEASE)));

        clock.advance(LEASE.minusMillis(1));
        assertLocked();
        clock.advance(Duration.ofMillis(1));
        assertFree();
    }

    @Test
    void renewIsEmptyWhenTheLockIsLost() {
        SessionLock lost = created();
        clock.advance(LEASE);
        lock("other");

        assertThat(store.renewLock(key, lost, LEASE)).isEmpty();
    }

    @Test
    void renewIsEmptyAfterTheReleaseAndLocksNothing() {
        SessionLock held = created();
        store.save(key, nothing(LockUse.releasing(held)));

        assertThat(store.renewLock(key, held, LEASE)).isEmpty();

        assertFree();
    }

    @Test
    void renewOfADeletedSessionIsEmptyAndStoresNothing() {
        SessionLock held = created();
        store.delete(key, CREATED);

        assertThat(store.renewLock(key, held, LEASE)).isEmpty();

        assertThat(store.load(key)).isEmpty();
    }

    // ------------------------------------------------------------ meeting

    /** Trap 3: each reads what the one before it wrote. */
    @RepeatedTest(5)
    void noneOfManyIncrementsUnderTheLockIsLost() throws Exception {
        create();
        store.save(key, changes(set("count", "0"), LATER));
        Callable<Boolean> twoIncrements = () -> increment() && increment();

        Parallel.run(twoIncrements, twoIncrements, twoIncrements, twoIncrements, twoIncrements);

        assertThat(stored(key).attributes()).containsEntry("count", "10");
    }

    private boolean increment() {
        LockedSession locked =
                store.lock(key, UUID.randomUUID().toString(), LEASE, LONG).orElseThrow();
        String count = Sessions.text(locked.session().attributes().get("count"));
        Delta next = replace("count", count, String.valueOf(Integer.parseInt(count) + 1));
        return store.save(key, under(LockUse.releasing(locked.lock()), next)).isPresent();
    }

    // ------------------------------------------------------------ given back whatever else happens

    /** A request that only read, and a touch by one without the lock, on a node whose clock is a second ahead. */
    @Test
    void lockIsGivenBackThoughTheSessionWasTouchedALittleLater() {
        SessionLock held = created();
        store.touch(key, NEW.accessedAt(LATER.plusSeconds(1)));

        store.save(key, under(LockUse.releasing(held), Delta.NONE));

        assertFree();
    }

    @Test
    void lockIsGivenBackThoughAnotherRequestSetTheInterval() {
        SessionLock held = created();
        store.save(
                key, new SessionChanges(Delta.NONE, Delta.NONE, NEW.withMaxInactiveInterval(Duration.ofHours(1)), NEW));

        store.save(key, under(LockUse.releasing(held), Delta.NONE));

        assertFree();
        assertThat(stored(key).times().maxInactiveInterval()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void lockIsGivenBackThoughAnotherRequestSavedTheSameValue() {
        SessionLock held = created();
        store.save(key, changes(replace("cart", "one", "two"), LATER));

        assertThat(store.save(key, under(LockUse.releasing(held), replace("cart", "one", "two"))))
                .isPresent();

        assertFree();
        assertThat(stored(key).attributes()).containsExactly(Map.entry("cart", "two"));
    }
}
