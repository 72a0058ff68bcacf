package io.github.dynamosession.store;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.HALF_AN_HOUR;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionChanges.Delta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store promises to those who end expired sessions. Trap 11. */
public abstract class SessionStoreExpiryContractTest extends SessionStoreConcurrencyContractTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int ALL = 10_000;

    private static final Instant EXPIRY = TouchPolicy.adaptive().expiresAt(NEW).orElseThrow();

    private List<SessionKey> found(Instant due) {
        return store.findExpired(key.shard(), due, Optional.empty(), ALL).keys();
    }

    private Optional<ClaimedSession> claim(SessionKey of) {
        return store.claimExpired(of, EXPIRY, LEASE);
    }

    private ClaimedSession claimed() {
        return claim(key).orElseThrow();
    }

    private void createAndExpire() {
        create();
        clock.set(EXPIRY);
    }

    // find

    @Test
    void expiredSessionIsFoundInItsShardOnly() {
        createAndExpire();

        assertThat(found(EXPIRY)).contains(key);
        for (int shard = 0; shard < SessionKey.SHARDS; shard++) {
            assertThat(store.findExpired(shard, EXPIRY, Optional.empty(), ALL)
                            .keys()
                            .contains(key))
                    .isEqualTo(shard == key.shard());
        }
    }

    @Test
    void sessionIsNotFoundOneSecondBeforeItIsDue() {
        createAndExpire();

        assertThat(found(EXPIRY.minusSeconds(1))).doesNotContain(key);
        assertThat(found(EXPIRY.minusMillis(1))).doesNotContain(key);
    }

    @Test
    void theLimitLeavesThoseThatExpiredLast() {
        createAndExpire();
        SessionKey earlier = newKey();
        while (earlier.shard() != key.shard()) {
            earlier = newKey();
        }
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z"); // before any session of another test
        store.create(earlier, session(new SessionTimes(longAgo, longAgo, HALF_AN_HOUR), "cart", "one"), "token");

        assertThat(store.findExpired(key.shard(), EXPIRY, Optional.empty(), 1).keys())
                .containsExactly(earlier);
        assertThat(store.delete(earlier, longAgo)).isTrue();
    }

    /** Of a search by pages: the sweep passes by what it cannot end. */
    @Test
    void pagesThatFollowEachOtherNameEachSessionOnce() {
        List<SessionKey> created = Stream.generate(Sessions::newKey)
                .filter(each -> each.shard() == key.shard())
                .limit(5)
                .toList();
        for (int i = 0; i < created.size(); i++) {
            Instant time = CREATED.plusSeconds(i / 2); // some expire at the same time
            store.create(created.get(i), session(new SessionTimes(time, time, HALF_AN_HOUR), "cart", "one"), "token");
        }
        clock.set(EXPIRY.plusSeconds(60));

        List<SessionKey> all = found(clock.instant());
        List<SessionKey> paged = new ArrayList<>();
        ExpiredPage page = store.findExpired(key.shard(), clock.instant(), Optional.empty(), 2);
        paged.addAll(page.keys());
        while (page.next().isPresent()) {
            page = store.findExpired(key.shard(), clock.instant(), page.next(), 2);
            assertThat(page.keys()).hasSizeLessThanOrEqualTo(2);
            paged.addAll(page.keys());
        }

        assertThat(paged).containsExactlyElementsOf(all).containsAll(created);
    }

    @Test
    void pageBeginsBehindTheOneBeforeAlsoIfThatWasDeletedMeanwhile() {
        Duration later = Duration.ofMinutes(7); // than any session of another test that is due then
        Instant created = CREATED.plus(later);
        store.create(key, session(new SessionTimes(created, created, HALF_AN_HOUR), "cart", "one"), "token");
        Instant due = EXPIRY.plus(later);
        clock.set(due);
        ExpiredPage first =
                store.findExpired(key.shard(), due, Optional.empty(), found(due).size());
        store.delete(key, created);

        assertThat(first.keys()).endsWith(key);
        assertThat(first.next()).isPresent();
        assertThat(store.findExpired(key.shard(), due, first.next(), ALL).keys())
                .isEmpty();
    }

    /** Trap 28. */
    @Test
    void sessionThatNeverExpiresIsNotFound() {
        create();
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ZERO);
        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, never, NEW));
        clock.advance(Duration.ofDays(10_000));

        assertThat(found(clock.instant())).doesNotContain(key);
        assertThat(store.claimExpired(key, clock.instant(), LEASE)).isEmpty();
    }

    @Test
    void touchedSessionIsFoundWhenItsNewTimeIsOver() {
        create();
        SessionTimes touched = NEW.accessedAt(LATER);
        store.touch(key, touched);
        Instant later = TouchPolicy.adaptive().expiresAt(touched).orElseThrow();
        clock.set(later);

        assertThat(found(later.minusSeconds(1))).doesNotContain(key);
        assertThat(found(later)).contains(key);
        assertThat(claim(key)).isEmpty();
        assertThat(store.claimExpired(key, later, LEASE)).isPresent();
    }

    @Test
    void renamedSessionIsFoundUnderItsNewKeyOnly() {
        create();
        SessionKey to = newKey();
        store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, CREATED));
        clock.set(EXPIRY);

        assertThat(found(EXPIRY)).doesNotContain(key);
        assertThat(store.findExpired(to.shard(), EXPIRY, Optional.empty(), ALL).keys())
                .contains(to);
        assertThat(claim(key)).isEmpty();
        assertThat(claim(to)).isPresent();
    }

    @Test
    void aSessionIsAmongTheLivingOfItsShardUntilItExpires() {
        create();

        for (int shard = 0; shard < SessionKey.SHARDS; shard++) {
            assertThat(store.findLiving(shard, ALL).contains(key)).isEqualTo(shard == key.shard());
        }
        assertThat(store.findTimes(key)).contains(store.load(key).orElseThrow().times());

        clock.set(EXPIRY);
        assertThat(store.findLiving(key.shard(), ALL)).doesNotContain(key);
        assertThat(store.findTimes(key)).isEmpty();
    }

    @Test
    void aDeletedOrRevokedSessionIsNotAmongTheLiving() {
        create();
        SessionKey revoked = newKey();
        store.create(revoked, session(NEW, "cart", "one"), "token");

        store.delete(key, CREATED);
        store.revoke(revoked, Optional.empty());

        assertThat(store.findLiving(key.shard(), ALL)).doesNotContain(key);
        assertThat(store.findLiving(revoked.shard(), ALL)).doesNotContain(revoked);
        assertThat(store.findTimes(revoked)).isEmpty();
    }

    @Test
    void noMoreOfTheLivingAreFoundThanAskedFor() {
        create();
        SessionKey another = newKey();
        while (another.shard() != key.shard()) {
            another = newKey();
        }
        store.create(another, session(NEW, "cart", "one"), "token");

        assertThat(store.findLiving(key.shard(), 1)).hasSize(1);
    }

    @Test
    void deletedSessionIsNeitherFoundNorClaimed() {
        createAndExpire();
        store.delete(key, CREATED);

        assertThat(found(EXPIRY)).doesNotContain(key);
        assertThat(claim(key)).isEmpty();
        assertThat(store.load(key)).isEmpty();
    }

    // claim

    @Test
    void claimBringsTheSessionAsItWasLastSaved() {
        create();
        store.save(key, new SessionChanges(set("user", "ann"), Delta.NONE, NEW, NEW));
        SessionContent last = stored(key);
        clock.set(EXPIRY);

        assertThat(SessionContent.of(claimed().session())).isEqualTo(last);
    }

    @Test
    void sessionIsNotClaimedOneSecondBeforeItIsDue() {
        createAndExpire();

        assertThat(store.claimExpired(key, EXPIRY.minusSeconds(1), LEASE)).isEmpty();
        assertThat(store.claimExpired(key, EXPIRY.minusMillis(1), LEASE)).isEmpty();
    }

    @Test
    void claimedSessionIsNobodyElsesUntilTheLeaseIsOver() {
        createAndExpire();
        ClaimedSession first = claimed();

        assertThat(first.until()).isAfterOrEqualTo(EXPIRY.plus(LEASE));
        clock.set(first.until().minusMillis(1));
        assertThat(claim(key)).isEmpty();

        clock.set(first.until());
        ClaimedSession second = claimed();
        assertThat(second.until()).isAfter(first.until());
        assertThat(SessionContent.of(second.session())).isEqualTo(SessionContent.of(first.session()));
    }

    /** Trap 10: a node whose clock is slow by more than the sweep allows for. */
    @Test
    void claimedSessionIsAbsentWhateverTheClockSays() {
        create();
        StoredSession loaded = store.load(key).orElseThrow();
        clock.set(EXPIRY);
        claimed();
        clock.set(CREATED);

        assertThat(store.load(key)).isEmpty();
        assertThat(store.save(key, changes(set("cart", "two"), LATER))).isEmpty();
        assertThat(store.save(key, new SessionChanges(set("cart", "two"), Delta.NONE, NEW, NEW)))
                .isEmpty();
        assertThat(store.touch(key, NEW.accessedAt(LATER))).isEmpty();
        assertThat(store.rename(key, newKey(), loaded, changes(Delta.NONE, LATER)))
                .isEmpty();
    }

    /** Trap 34. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1}) // also on a node whose clock does not know yet that the other one has expired
    void newSessionUnderAClaimedKeyIsNotTheClaimants(long secondsBeforeExpiry) {
        createAndExpire();
        ClaimedSession claim = claimed();
        clock.set(EXPIRY.minusSeconds(secondsBeforeExpiry));
        SessionTimes times = new SessionTimes(clock.instant(), clock.instant(), HALF_AN_HOUR);
        store.create(key, session(times, "cart", "new"), "another token");

        assertThat(store.deleteClaimed(claim)).isFalse();

        assertThat(stored(key).attributes()).containsEntry("cart", "new");
    }

    @RepeatedTest(25)
    void oneOfTwoClaimantsWins() throws Exception {
        createAndExpire();

        List<Optional<ClaimedSession>> claims = Parallel.run(() -> claim(key), () -> claim(key));

        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
    }

    @RepeatedTest(25)
    void aClaimAndALateDeleteLeaveNothing() throws Exception {
        createAndExpire();

        Parallel.run(
                () -> claim(key).map(claim -> store.deleteClaimed(claim)).orElse(false),
                () -> store.delete(key, CREATED));

        assertThat(found(EXPIRY)).doesNotContain(key);
        clock.set(CREATED);
        assertThat(store.load(key)).isEmpty();
    }

    // delete

    @Test
    void deletedClaimIsGone() {
        createAndExpire();
        ClaimedSession claim = claimed();

        assertThat(store.deleteClaimed(claim)).isTrue();

        assertThat(store.deleteClaimed(claim)).isFalse();
        assertThat(found(EXPIRY)).doesNotContain(key);
        clock.set(claim.until());
        assertThat(claim(key)).isEmpty();
    }

    @Test
    void lateClaimantDeletesNothingOfTheNextOne() {
        createAndExpire();
        ClaimedSession late = claimed();
        clock.set(late.until());
        ClaimedSession next = claimed();

        assertThat(store.deleteClaimed(late)).isFalse();

        assertThat(store.deleteClaimed(next)).isTrue();
    }
}
