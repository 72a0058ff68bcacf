package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.remove;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionContent;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionLockedException;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.dynamodb.LossyWire.Loss;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What calls promise of which the client has to repeat an attempt, because it got no answer to the first. */
class RepeatedAttemptTest {

    private static final Instant LATER = CREATED.plusSeconds(300);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static LocalTable table;
    private static LossyWire wire;
    private static OwnedClient client;

    private final SessionKey key = newKey();
    private final MovableClock clock = new MovableClock(CREATED);
    private final SessionStore other = table.open(clock);
    private final DynamoDbSessionStore store =
            DynamoDbSessionStore.using(client.client(), LocalTable.config(table.name(), Map.of()), clock);

    @BeforeAll
    static void connect() throws IOException {
        table = LocalTable.create();
        wire = new LossyWire();
        client = OwnedClient.connect(LocalTable.config(wire.endpoint(), table.name(), Map.of()));
    }

    @AfterAll
    static void disconnect() {
        client.close();
        wire.close();
        table.close();
    }

    @BeforeEach
    void createSession() {
        other.create(key, session(NEW, "cart", "one"), "token");
    }

    private SessionContent stored() {
        return SessionContent.of(other.load(key).orElseThrow());
    }

    // the first attempt arrives late

    @Test
    void lateAttemptOfASaveDoesNotUndoWhatAnotherNodeSavedAfterIt() {
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.save(key, content(replace("cart", "one", "two")));
        other.save(key, content(replace("cart", "two", "three")));

        wire.deliver();

        assertThat(stored().attributes()).containsExactly(Map.entry("cart", "three"));
    }

    @Test
    void lateAttemptOfASaveWithTimesDoesNotUndoWhatAnotherNodeSavedAfterIt() {
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.save(key, changes(replace("cart", "one", "two"), LATER));
        other.save(key, content(replace("cart", "two", "three")));

        wire.deliver();

        assertThat(stored().attributes()).containsExactly(Map.entry("cart", "three"));
    }

    @Test
    void lateAttemptOfASaveOfANewNameDoesNotUndoWhatAnotherNodeSavedAfterIt() {
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.save(key, new SessionChanges(Delta.NONE, set("principal", "ann"), NEW, NEW));
        other.save(key, new SessionChanges(Delta.NONE, replace("principal", "ann", "bob"), NEW, NEW));

        wire.deliver();

        assertThat(stored().containerState()).containsEntry("principal", "bob");
    }

    @Test
    void lateAttemptOfARemovalDoesNotRemoveWhatAnotherNodeSetAfterIt() {
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.save(key, content(remove("cart", "one")));
        other.save(key, content(set("cart", "three")));

        wire.deliver();

        assertThat(stored().attributes()).containsExactly(Map.entry("cart", "three"));
    }

    @Test
    void lateAttemptOfASaveOfVeryManyNamesDoesNotUndoWhatAnotherNodeSavedAfterIt() {
        Map<String, byte[]> many = new HashMap<>(Map.of("cart", bytes("two")));
        for (int i = 0; i < 400; i++) {
            many.put("n" + i, new byte[0]);
        }
        store.save(key, content(set(many)));
        wire.loseNext("PutItem", Loss.OF_THE_CALL);
        store.save(key, content(set(many)));
        other.save(key, content(replace("cart", "two", "three")));

        wire.deliver();

        assertThat(stored().attributes()).containsEntry("cart", "three");
    }

    /** Trap 6. */
    @Test
    void lateAttemptOfARenameDoesNotBringBackASessionThatWasDeletedAfterIt() {
        SessionKey to = newKey();
        wire.loseNext("TransactWriteItems", Loss.OF_THE_CALL);
        store.rename(key, to, other.load(key).orElseThrow(), content(Delta.NONE));
        other.delete(to, CREATED);

        wire.deliver();

        assertThat(other.load(key)).isEmpty();
        assertThat(other.load(to)).isEmpty();
    }

    // the first attempt is applied, and its answer is lost

    @Test
    void saveWhoseAnswerWasLostIsAppliedOnce() {
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);

        assertThat(store.save(key, content(replace("cart", "one", "two")))).contains(NEW);

        assertThat(stored().attributes()).containsExactly(Map.entry("cart", "two"));
        assertThat(stored().version()).isOne();
        assertThat(store.statistics().saves()).isOne();
    }

    @Test
    void saveWithTimesWhoseAnswerWasLostIsAppliedOnce() {
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);

        assertThat(store.save(key, changes(remove("cart", "one"), LATER))).isPresent();

        assertThat(stored().attributes()).isEmpty();
        assertThat(stored().version()).isOne();
        assertThat(store.statistics().saves()).isOne();
    }

    @Test
    void saveOfAnIntervalWhoseAnswerWasLostIsAppliedOnce() {
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);
        SessionChanges shorter = new SessionChanges(
                replace("cart", "one", "two"), Delta.NONE, NEW.withMaxInactiveInterval(Duration.ofMinutes(5)), NEW);

        assertThat(store.save(key, shorter)).contains(shorter.times());

        assertThat(stored().version()).isOne();
        assertThat(store.statistics().saves()).isOne();
    }

    /** Else the user's logout would end no session, and its listeners would hear nothing. */
    @Test
    void revocationWhoseAnswerWasLostIsTrue() {
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);

        assertThat(store.revoke(key, Optional.empty())).isTrue();
        assertThat(store.revoke(key, Optional.empty())).isFalse();
    }

    @Test
    void deleteWhoseAnswerWasLostIsTrue() {
        wire.loseNext("DeleteItem", Loss.OF_THE_ANSWER);

        assertThat(store.delete(key, CREATED)).isTrue();
    }

    @Test
    void repeatedDeleteOfAnotherGenerationIsFalse() {
        wire.loseNext("DeleteItem", Loss.OF_THE_CALL);

        assertThat(store.delete(key, CREATED.minusMillis(1))).isFalse();
    }

    @Test
    void deleteOfAClaimedSessionWhoseAnswerWasLostIsTrue() {
        clock.advance(Duration.ofHours(1));
        ClaimedSession claimed =
                store.claimExpired(key, clock.instant(), Duration.ofMinutes(1)).orElseThrow();
        wire.loseNext("DeleteItem", Loss.OF_THE_ANSWER);

        assertThat(store.deleteClaimed(claimed)).isTrue();
    }

    // locks

    @Test
    void lockWhoseAnswerWasLostIsTaken() {
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);

        assertThat(store.lock(key, "one", LEASE, Duration.ZERO)).isPresent();
    }

    @Test
    void saveThatReleasedTheLockAndWhoseAnswerWasLostIsDone() {
        SessionLock held = locked();
        wire.loseNext("UpdateItem", Loss.OF_THE_ANSWER);

        assertThat(store.save(key, under(LockUse.releasing(held), replace("cart", "one", "two"))))
                .isPresent();

        assertThat(stored().attributes()).containsExactly(Map.entry("cart", "two"));
        assertThat(other.lock(key, "other", LEASE, Duration.ZERO)).isPresent();
    }

    /** The whole item is put back: who repeats that finds its own values, and no lock. */
    @Test
    void saveOfVeryManyNamesThatReleasedTheLockAndWhoseAnswerWasLostIsDone() {
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("n" + i, new byte[0]);
        }
        SessionLock held = locked();
        wire.loseNext("PutItem", Loss.OF_THE_ANSWER);

        assertThat(store.save(key, under(LockUse.releasing(held), set(many)))).isPresent();

        assertThat(stored().attributes()).hasSize(401);
        assertThat(other.lock(key, "other", LEASE, Duration.ZERO)).isPresent();
    }

    @Test
    void lateAttemptOfARenewalDoesNotTakeTheLockThatAnotherNodeHasNow() {
        SessionLock held = locked();
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.renewLock(key, held, LEASE);
        store.save(key, under(LockUse.releasing(held), Delta.NONE));
        SessionLock theirs =
                other.lock(key, "other", LEASE, Duration.ZERO).orElseThrow().lock();

        wire.deliver();

        assertThat(other.save(key, under(LockUse.releasing(theirs), replace("cart", "one", "two"))))
                .isPresent();
    }

    /** Nobody has it then, and nobody can tell; it ends with its lease. */
    @Test
    void lateAttemptToLockHoldsNoLongerThanTheLeaseOfTheFirst() {
        wire.loseNext("UpdateItem", Loss.OF_THE_CALL);
        store.save(key, under(LockUse.releasing(locked()), replace("cart", "one", "two")));
        clock.advance(LEASE.minusSeconds(1));

        wire.deliver();

        assertThatThrownBy(() -> other.lock(key, "other", LEASE, Duration.ZERO))
                .isInstanceOf(SessionLockedException.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(other.lock(key, "other", LEASE, Duration.ZERO)).isPresent();
    }

    private SessionLock locked() {
        return store.lock(key, "one", LEASE, Duration.ZERO).orElseThrow().lock();
    }

    private static SessionChanges under(LockUse lockUse, Delta attributes) {
        return new SessionChanges(attributes, Delta.NONE, NEW, NEW).under(lockUse);
    }

    private static SessionChanges content(Delta attributes) {
        return new SessionChanges(attributes, Delta.NONE, NEW, NEW);
    }
}
