package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.HALF_AN_HOUR;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a store promises of the sessions of a user. Trap 32. */
public abstract class SessionStoreUserContractTest extends SessionStoreLockContractTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Instant EXPIRY = TouchPolicy.adaptive().expiresAt(NEW).orElseThrow();

    private final UserKeys users = UserKeys.of("shop", Optional.empty());
    private final UserKey ann = users.key("ann " + UUID.randomUUID());
    private final UserKey bob = users.key("bob " + UUID.randomUUID());

    private static SessionChanges login(UserKey user) {
        return changeOf(Optional.of(user));
    }

    private static SessionChanges changeOf(Optional<UserKey> user) {
        return new SessionChanges(Delta.NONE, Delta.NONE, NEW, NEW, Optional.of(new UserChange(user)), LockUse.NONE);
    }

    private void createFor(UserKey user) {
        create(key, NEW, user);
    }

    private void create(SessionKey under, SessionTimes times, UserKey user) {
        store.create(
                under,
                new StoredSession(0, times, Map.of("cart", bytes("one")), Map.of(), Optional.of(user)),
                UUID.randomUUID().toString());
    }

    private boolean revoke() {
        return store.revoke(key, Optional.of(ann));
    }

    // find

    @Test
    void sessionIsFoundRightAfterTheLoginThatCreatedIt() {
        createFor(ann);

        assertThat(store.findByUser(ann)).containsExactly(Map.entry(key, NEW));
        assertThat(store.findByUser(bob)).isEmpty();
    }

    @Test
    void sessionIsFoundRightAfterALoginInIt() {
        create();
        store.save(key, login(ann));

        assertThat(store.findByUser(ann)).containsOnlyKeys(key);
        assertThat(store.load(key).orElseThrow().user()).contains(ann);
    }

    @Test
    void sessionIsFoundUnderItsNewKeyRightAfterAChangeOfItsId() {
        createFor(ann);
        SessionKey to = newKey();
        store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, LATER));

        assertThat(store.findByUser(ann)).containsOnlyKeys(to);
    }

    @Test
    void loginThatChangesTheIdIsFound() {
        create();
        SessionKey to = newKey();
        StoredSession renamed =
                store.rename(key, to, store.load(key).orElseThrow(), login(ann)).orElseThrow();

        assertThat(renamed.user()).contains(ann);
        assertThat(store.findByUser(ann)).containsOnlyKeys(to);
    }

    @Test
    void sessionIsTheNextUsersAfterAnotherLogin() {
        createFor(ann);
        store.save(key, login(bob));

        assertThat(store.findByUser(ann)).isEmpty();
        assertThat(store.findByUser(bob)).containsOnlyKeys(key);
    }

    @Test
    void sessionIsNobodysAfterALogoutThatKeepsIt() {
        createFor(ann);
        store.save(key, changeOf(Optional.empty()));

        assertThat(store.findByUser(ann)).isEmpty();
        assertThat(store.load(key).orElseThrow().user()).isEmpty();
    }

    @Test
    void otherSavesAndTouchesKeepTheUser() {
        createFor(ann);
        store.save(key, changes(set("wish", "tea"), LATER));
        store.touch(key, NEW.accessedAt(LATER.plusSeconds(60)));

        assertThat(store.load(key).orElseThrow().user()).contains(ann);
        assertThat(store.findByUser(ann)).containsExactly(Map.entry(key, NEW.accessedAt(LATER.plusSeconds(60))));
    }

    @Test
    void loginCountsAsAChangeOfTheSession() {
        create();
        long before = store.load(key).orElseThrow().version();
        store.save(key, login(ann));

        assertThat(store.load(key).orElseThrow().version()).isGreaterThan(before);
    }

    @Test
    void deletedSessionIsNotFound() {
        createFor(ann);
        store.delete(key, CREATED);

        assertThat(store.findByUser(ann)).isEmpty();
    }

    @Test
    void expiredSessionIsNotFound() {
        createFor(ann);
        clock.set(EXPIRY);

        assertThat(store.findByUser(ann)).isEmpty();
    }

    @Test
    void sessionsAreFoundInTheOrderOfTheirCreationHoweverOldTheirLogin() {
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ZERO);
        createFor(ann);
        SessionKey older = newKey();
        Instant yesterday = CREATED.minus(Duration.ofDays(1));
        create(older, new SessionTimes(yesterday, CREATED, HALF_AN_HOUR), ann);
        SessionKey undying = newKey();
        create(
                undying,
                new SessionTimes(CREATED.plusMillis(1), CREATED.plusMillis(1), never.maxInactiveInterval()),
                ann);

        assertThat(store.findByUser(ann).keySet()).containsExactly(older, key, undying);

        clock.advance(Duration.ofDays(300));
        assertThat(store.findByUser(ann)).containsOnlyKeys(undying);
    }

    // revoke

    @Test
    void revokedSessionIsAbsentWhateverTheClockSays() {
        createFor(ann);
        StoredSession loaded = store.load(key).orElseThrow();

        assertThat(revoke()).isTrue();

        clock.set(CREATED.minusSeconds(600));
        assertThat(store.load(key)).isEmpty();
        assertThat(store.findByUser(ann)).isEmpty();
        assertThat(store.save(key, changes(set("cart", "two"), LATER))).isEmpty();
        assertThat(store.save(key, login(ann))).isEmpty();
        assertThat(store.touch(key, NEW.accessedAt(LATER))).isEmpty();
        assertThat(store.rename(key, newKey(), loaded, changes(Delta.NONE, LATER)))
                .isEmpty();
        assertThat(store.findByUser(ann)).isEmpty();
    }

    @Test
    void revokedSessionIsRevokedOnce() {
        createFor(ann);

        assertThat(revoke()).isTrue();
        assertThat(revoke()).isFalse();
    }

    @Test
    void sessionOfAnotherUserIsNotRevoked() {
        createFor(bob);

        assertThat(revoke()).isFalse();

        assertThat(store.load(key)).isPresent();
    }

    @Test
    void anyonesSessionIsRevokedForWhoAsksSo() {
        create();

        assertThat(revoke()).isFalse();
        assertThat(store.revoke(key, Optional.empty())).isTrue();

        assertThat(store.load(key)).isEmpty();
    }

    @Test
    void sessionThatIsNotThereIsNotRevoked() {
        assertThat(revoke()).isFalse();
        assertThat(store.revoke(key, Optional.empty())).isFalse();
    }

    @Test
    void expiredSessionIsNotRevoked() {
        createFor(ann);
        clock.set(EXPIRY);

        assertThat(revoke()).isFalse();
    }

    /** Trap 11: so that one node tells its listeners. */
    @Test
    void revokedSessionIsDueAtOnceAndClaimedByOne() {
        createFor(ann);
        revoke();
        Instant due = CREATED.minus(Duration.ofHours(1));

        assertThat(store.findExpired(key.shard(), due, Optional.empty(), 10_000).keys())
                .contains(key);
        ClaimedSession claim = store.claimExpired(key, due, LEASE).orElseThrow();
        assertThat(SessionContent.of(claim.session()).attributes()).containsEntry("cart", "one");
        assertThat(store.claimExpired(key, due, LEASE)).isEmpty();

        assertThat(store.deleteClaimed(claim)).isTrue();
        assertThat(store.findExpired(key.shard(), due, Optional.empty(), 10_000).keys())
                .doesNotContain(key);
    }

    @Test
    void revokedSessionThatWouldNeverHaveExpiredIsDueToo() {
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ZERO);
        create(key, never, ann);
        revoke();

        assertThat(store.findExpired(key.shard(), CREATED, Optional.empty(), 10_000)
                        .keys())
                .contains(key);
        assertThat(store.claimExpired(key, CREATED, LEASE)).isPresent();
    }

    /** Else its listeners would be told twice. Trap 6. */
    @Test
    void lateLogoutOfARevokedSessionHasDeletedNothing() {
        createFor(ann);
        revoke();

        assertThat(store.delete(key, CREATED)).isFalse();

        assertThat(store.claimExpired(key, CREATED, LEASE)).isPresent();
    }

    @Test
    void newSessionMayTakeTheIdOfARevokedOne() {
        createFor(ann);
        revoke();
        SessionTimes times = new SessionTimes(CREATED.plusMillis(5), CREATED.plusMillis(5), HALF_AN_HOUR);

        assertThat(store.create(key, session(times, "cart", "new"), "another token"))
                .isTrue();

        assertThat(stored(key).attributes()).containsEntry("cart", "new");
        assertThat(store.claimExpired(key, CREATED, LEASE)).isEmpty();
    }

    @RepeatedTest(25)
    void aRevocationAndASaveLeaveNothing() throws Exception {
        createFor(ann);

        List<Boolean> revoked = Parallel.run(this::revoke, () -> store.save(key, changes(set("wish", "tea"), LATER))
                .isPresent());

        assertThat(revoked.get(0)).isTrue();
        assertThat(store.load(key)).isEmpty();
    }

    @RepeatedTest(25)
    void aRevocationAndAChangeOfTheIdLeaveOneSessionOrNone() throws Exception {
        createFor(ann);
        SessionKey to = newKey();
        StoredSession loaded = store.load(key).orElseThrow();

        List<Boolean> results =
                Parallel.run(this::revoke, () -> store.rename(key, to, loaded, changes(Delta.NONE, LATER))
                        .isPresent());

        assertThat(results).containsExactlyInAnyOrder(true, false);
        assertThat(store.findByUser(ann)).hasSize(results.get(1) ? 1 : 0);
    }
}
