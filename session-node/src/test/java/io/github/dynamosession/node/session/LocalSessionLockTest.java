package io.github.dynamosession.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.InMemorySessionStore;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.Parallel;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Lock mode {@code session}: requests of one local session (one node), and of two (two nodes). Traps 3 and 27. */
class LocalSessionLockTest {

    private static final SessionKey KEY = SessionKey.of("shop", "id-1");
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final InterceptedStore store =
            new InterceptedStore(new InMemorySessionStore(TouchPolicy.adaptive(), clock));
    private final SessionLocks patientLocks = locks("PT1M");
    private final SessionLocks impatientLocks = locks("PT0S");
    private final LocalSessions patient = sessions(patientLocks);
    private final LocalSessions impatient = sessions(impatientLocks);

    private static SessionLocks locks(String timeout) {
        return SessionLocks.of(SessionStoreConfig.of(Map.of(
                "applicationName",
                "shop",
                "lockMode",
                "session",
                "lockTimeout",
                timeout,
                "lockLease",
                LEASE.toString())));
    }

    private LocalSessions sessions(SessionLocks locks) {
        ClassLoader loader = LocalSessionLockTest.class.getClassLoader();
        PayloadFormat format = PayloadFormat.of(Codec.KRYO, ClassFilter.forApplication(loader, List.of()), 400_000);
        ValueRules rules =
                new ValueRules(format, MutationDetection.READ, UnreadableAttribute.SKIP, (name, value) -> false);
        return ShopSessions.of(store, clock, rules, locks);
    }

    @BeforeEach
    void createSession() {
        LocalSession session = patient.create(KEY, "a", times());
        session.attributes().put("count", new ArrayList<>(List.of(0)));
        session.save();
        store.takeWrites();
    }

    @AfterEach
    void endThreads() {
        patientLocks.close();
        impatientLocks.close();
    }

    private SessionTimes times() {
        return new SessionTimes(clock.instant(), clock.instant(), Duration.ofMinutes(30));
    }

    private static LocalSession locked(LocalSession session) {
        assertThat(session.lock()).isTrue();
        return session;
    }

    /** As an application would, of an object that is not safe for threads. */
    private static boolean increment(LocalSession session) {
        locked(session);
        List<Integer> count = count(session);
        count.set(0, count.get(0) + 1);
        session.saveAndUnlock();
        return true;
    }

    @SuppressWarnings("unchecked")
    private static List<Integer> count(LocalSession session) {
        return (List<Integer>) session.attributes().get("count");
    }

    private List<Integer> storedCount() {
        LocalSession fresh = patient.join(KEY);
        fresh.refresh();
        return count(fresh);
    }

    // ------------------------------------------------------------ one at a time

    @RepeatedTest(20)
    void noneOfManyIncrementsOfOneObjectOnTwoNodesIsLost() throws Exception {
        LocalSession here = patient.join(KEY);
        LocalSession there = patient.join(KEY);
        Callable<Boolean> twiceHere = () -> increment(here) && increment(here);
        Callable<Boolean> twiceThere = () -> increment(there) && increment(there);

        Parallel.run(twiceHere, twiceThere, twiceHere, twiceThere, twiceHere, twiceThere);

        assertThat(storedCount()).containsExactly(12);
    }

    /** They live as long as the application, and the request that is the first to need one does not. */
    @Test
    void theThreadsOfLocksHaveNothingOfTheRequestThatMakesThem() {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        CompletableFuture<Boolean> clean = new CompletableFuture<>();

        user.set("ann");
        patientLocks.later(() -> clean.complete(user.get() == null));

        assertThat(clean.join()).isTrue();
    }

    @Test
    void secondRequestOfTheNodeWaitsWithoutAskingTheStore() {
        LocalSession session = locked(patient.join(KEY));
        store.takeWrites();

        CompletableFuture<Boolean> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> second.complete(session.lock()));
        thread.start();

        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(store.takeWrites()).isEmpty();
        session.saveAndUnlock();
        assertThat(second.join()).isTrue();
        assertThat(store.takeWrites()).containsExactly("save [] remove [] and unlock", "lock");
    }

    @Test
    void requestThatWaitedTooLongOnItsNodeFails() {
        LocalSession session = locked(impatient.join(KEY));

        assertThatThrownBy(session::lock).isInstanceOf(SessionLockedException.class);
    }

    @Test
    void requestThatWaitedTooLongForAnotherNodeFailsAndTheNextOneOfItsNodeMayTry() {
        LocalSession there = locked(impatient.join(KEY));
        LocalSession here = impatient.join(KEY);
        assertThatThrownBy(here::lock).isInstanceOf(SessionLockedException.class);

        there.saveAndUnlock();

        locked(here);
    }

    @Test
    void lockTakesInWhatTheRequestBeforeSaved() {
        LocalSession here = patient.join(KEY);
        here.refresh();
        assertThat(count(here)).containsExactly(0);

        increment(patient.join(KEY));

        assertThat(count(locked(here))).containsExactly(1);
    }

    /** It came with the lock, and is older than what a request that takes no lock has saved on this node meanwhile. */
    @Test
    void lockDoesNotTakeBackWhatARequestWithoutOneSavedHereMeanwhile() {
        LocalSession session = patient.join(KEY);
        session.refresh();
        store.afterNextWrite(() -> {
            session.attributes().put("user", "ann");
            session.save();
        });

        locked(session);

        assertThat(session.attributes()).containsEntry("user", "ann");
        session.saveAndUnlock();
        assertThat(store.takeWrites()).contains("save [user] remove []").noneMatch(write -> write.contains("stale"));
    }

    @Test
    void lockOfASessionThatIsGoneLocksNothing() {
        LocalSession session = impatient.join(KEY);
        session.refresh();
        session.delete();

        assertThat(session.lock()).isFalse();
        assertThat(session.lock()).isFalse();
    }

    @Test
    void whoWaitsForASessionThatIsDeletedIsToldThatItIsGone() {
        LocalSession session = locked(patient.join(KEY));
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(session::lock);

        session.delete();
        session.saveAndUnlock();

        assertThat(second.join()).isFalse();
    }

    // ------------------------------------------------------------ what it costs

    @Test
    void requestThatChangesTheSessionIsTwoCalls() {
        increment(patient.join(KEY));

        assertThat(store.takeWrites()).containsExactly("lock", "save [count] remove [] and unlock");
    }

    @Test
    void requestThatReadsTheSessionIsTwoCallsToo() {
        locked(patient.join(KEY)).saveAndUnlock();

        assertThat(store.takeWrites()).containsExactly("lock", "save [] remove [] and unlock");
    }

    @Test
    void newSessionIsLockedOnlyIfItsRequestGoesOnAfterItsFirstSave() {
        LocalSession small = locked(patient.create(SessionKey.of("shop", "small"), "small", times()));
        small.saveAndUnlock();
        assertThat(store.takeWrites()).containsExactly("create []");

        LocalSession streamed = locked(patient.create(SessionKey.of("shop", "streamed"), "streamed", times()));
        streamed.save();
        streamed.attributes().put("user", "ann");
        streamed.saveAndUnlock();

        assertThat(store.takeWrites()).containsExactly("create []", "lock", "save [user] remove [] and unlock");
    }

    // ------------------------------------------------------------ losing it

    /** A node that stood still for longer than the lease, and goes on. */
    @Test
    void saveAfterAnotherNodeTookTheLockIsRefusedAndItsChangesAreNotSavedLater() {
        LocalSession paused = locked(patient.join(KEY));
        count(paused).set(0, 100);
        paused.attributes().put("late", true);
        clock.advance(LEASE);
        increment(patient.join(KEY));

        assertThatThrownBy(paused::saveAndUnlock).isInstanceOf(SessionLockLostException.class);

        increment(paused);
        assertThat(storedCount()).containsExactly(2);
        assertThat(paused.attributes()).containsOnlyKeys("count");
    }

    /** In real time, as the lease is renewed by a clock that no test moves. */
    @Test
    void longRequestKeepsItsLock() {
        LocalSession slow = locked(patient.join(KEY));
        store.takeWrites();
        Duration beyond = LEASE.multipliedBy(2);
        Instant start = clock.instant();

        while (clock.instant().isBefore(start.plus(beyond))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> store.takeWrites().contains("renew"));
            clock.advance(LEASE.minusMillis(1));
        }

        LocalSession other = impatient.join(KEY);
        assertThatThrownBy(other::lock).isInstanceOf(SessionLockedException.class);
        count(slow).set(0, 7);
        slow.saveAndUnlock();
        assertThat(storedCount()).containsExactly(7);
    }

    @Test
    void nothingIsRenewedAfterTheRequest() {
        LocalSession slow = locked(patient.join(KEY));
        await().atMost(Duration.ofSeconds(30)).until(() -> store.takeWrites().contains("renew"));

        slow.saveAndUnlock();

        locked(impatient.join(KEY));
    }

    /** Its client has been told, so the next request is not to wait for the lease. */
    @Test
    void lockOfARequestThatFailedIsGivenBack() {
        LocalSession failing = locked(patient.join(KEY));
        store.afterNextWrite(() -> {
            throw new StoreException("the answer is lost", null);
        });
        count(failing).set(0, 1);

        assertThatThrownBy(failing::saveAndUnlock).isInstanceOf(StoreException.class);

        locked(patient.join(KEY));
    }

    /** Whether it was applied or not: the next request counts from what is stored. */
    @Test
    void changesOfARequestThatFailedAreNotTakenForThoseOfTheNext() {
        LocalSession failing = locked(patient.join(KEY));
        store.afterNextWrite(() -> {
            throw new StoreException("the answer is lost", null);
        });
        count(failing).set(0, 1);
        assertThatThrownBy(failing::saveAndUnlock).isInstanceOf(StoreException.class);
        increment(patient.join(KEY));

        increment(failing);

        assertThat(storedCount()).containsExactly(3);
    }

    @Test
    void requestThatIsNotToBeSavedGivesItsLockBack() {
        LocalSession failed = locked(patient.join(KEY));

        failed.unlock();

        locked(patient.join(KEY));
    }

    // ------------------------------------------------------------ requests without one

    @Test
    void requestWithoutALockNeitherWaitsNorIsItsSaveRefused() {
        LocalSession session = locked(patient.join(KEY));
        LocalSession other = patient.join(KEY);
        other.refresh();
        other.attributes().put("user", "ann");

        other.save();

        count(session).set(0, 1);
        session.saveAndUnlock();
        LocalSession fresh = patient.join(KEY);
        fresh.refresh();
        assertThat(fresh.attributes()).containsEntry("user", "ann").containsEntry("count", List.of(1));
    }

    @Test
    void lockedSessionKeepsItsLockUnderANewId() {
        SessionKey newKey = SessionKey.of("shop", "id-2");
        LocalSession session = locked(patient.join(KEY));
        session.rename(newKey, "b");
        session.save();

        assertThat(impatient.join(KEY).lock()).isFalse();
        assertThatThrownBy(() -> impatient.join(newKey).lock()).isInstanceOf(SessionLockedException.class);

        session.saveAndUnlock();
        locked(impatient.join(newKey));
    }

    @Test
    void aSaveOfAnotherNodesRequestWithoutALockIsMergedByAttribute() {
        LocalSession session = locked(patient.join(KEY));
        SessionTimes stored = session.times();
        store.save(KEY, new SessionChanges(Delta.NONE, Delta.NONE, stored.accessedAt(clock.instant()), stored));
        count(session).set(0, 5);

        session.saveAndUnlock();

        assertThat(storedCount()).containsExactly(5);
    }

    /** The application may have set the flag in an earlier use of this thread. */
    @Test
    void interruptedRequestTakesItsTurnAndKeepsItsFlag() {
        Thread.currentThread().interrupt();
        try {
            assertThat(increment(patient.join(KEY))).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void listenersAreToldWhoWaitedForTheLockAndWhatWasRead() {
        Told told = Told.by(store.metrics());
        LocalSession holder = locked(patient.join(KEY));

        assertThatThrownBy(() -> impatient.join(KEY).lock()).isInstanceOf(SessionLockedException.class);
        holder.unlock();

        assertThat(told.lines("lock")).containsExactly("lock taken", "lock not taken");
        assertThat(told.lines("read")).hasSize(1).noneMatch("read 0"::equals);
    }
}
