package io.github.dynamosession.audit;

import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What each use of the store leaves in the trail: read from the stream of DynamoDB Local. */
final class SessionEventsTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final UserKey ANN = UserKey.ofIndexValue("/shop#ann");
    private static final UserKey BOB = UserKey.ofIndexValue("/shop#bob");

    private final Trail trail = new Trail();
    private final SessionStore store = trail.store();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final SessionTimes times = new SessionTimes(now, now, Duration.ofMinutes(30));
    private final SessionKey key = newKey();

    @AfterEach
    void close() {
        trail.close();
    }

    private StoredSession session(Optional<UserKey> user, Optional<byte[]> identity) {
        return new StoredSession(0, times, Map.of("cart", bytes("secret")), Map.of(), user, identity);
    }

    private void create() {
        create(Optional.empty());
    }

    private void createFor(UserKey user) {
        create(Optional.of(user));
    }

    private void create(Optional<UserKey> user) {
        store.create(key, session(user, Optional.empty()), UUID.randomUUID().toString());
    }

    private void save(Delta attributes) {
        store.save(key, new SessionChanges(attributes, Delta.NONE, times, times));
    }

    private SessionChanges changeOfUser(Optional<UserKey> user) {
        return new SessionChanges(
                Delta.NONE, Delta.NONE, times, times, Optional.of(new UserChange(user)), LockUse.NONE);
    }

    private void rename(SessionKey to, SessionChanges changes) {
        store.rename(key, to, store.load(key).orElseThrow(), changes);
    }

    private ClaimedSession expire() {
        return store.claimExpired(key, now.plus(Duration.ofDays(1)), LEASE).orElseThrow();
    }

    /** Each as its word, and the names of users that it has. */
    private List<String> told() throws Exception {
        return trail.events().stream().map(SessionEventsTest::text).toList();
    }

    private static String text(SessionEvent event) {
        return event.kind().text()
                + event.session()
                        .flatMap(session -> session.userName())
                        .map(name -> " " + name)
                        .orElse("");
    }

    @Test
    void aSessionOfNobodyIsCreatedAndEnded() throws Exception {
        create();
        store.delete(key, now);

        assertThat(told()).containsExactly("created", "ended");
    }

    @Test
    void aSessionThatBeginsWithALoginIsALogin() throws Exception {
        createFor(ANN);

        assertThat(told()).containsExactly("created ann", "login ann");
    }

    @Test
    void savesTouchesLocksAndLargeValuesAreNoEvents() throws Exception {
        createFor(ANN);
        save(set("cart", "two"));
        store.touch(key, times.accessedAt(now.plusSeconds(60)));
        SessionLock lock =
                store.lock(key, "one", LEASE, Duration.ZERO).orElseThrow().lock();
        store.renewLock(key, lock, LEASE);
        LargeValueReference reference = LargeValueReference.create(3, now.plusSeconds(600));
        store.saveLargeValue(reference, bytes("big"));
        save(set(Map.of("report", reference.toBytes())));
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 150; i++) { // which replaces the whole item
            many.put("n" + i, bytes("value"));
        }
        save(set(many));

        assertThat(told()).containsExactly("created ann", "login ann");
    }

    @Test
    void aUserComesChangesAndGoes() throws Exception {
        create();
        store.save(key, changeOfUser(Optional.of(ANN)));
        store.save(key, changeOfUser(Optional.of(BOB)));
        store.save(key, changeOfUser(Optional.empty()));

        assertThat(told()).containsExactly("created", "login ann", "user-changed bob", "logout");
    }

    @Test
    void theEndOfAUsersSessionByTheApplicationIsALogout() throws Exception {
        createFor(ANN);
        store.delete(key, now);

        assertThat(told()).containsExactly("created ann", "login ann", "logout ann");
    }

    @Test
    void aNewIdIsOneEventThatNamesBothHandles() throws Exception {
        SessionKey to = newKey();
        createFor(ANN);
        rename(to, new SessionChanges(set("cart", "two"), Delta.NONE, times, times));
        store.delete(to, now);

        List<SessionEvent> events = trail.events();
        assertThat(events)
                .extracting(SessionEventsTest::text)
                .containsExactly("created ann", "login ann", "id-changed ann", "logout ann");
        assertThat(events.get(2).session().orElseThrow().handle()).isEqualTo(key.partitionKey());
        assertThat(events.get(2).session().orElseThrow().movedTo()).contains(to.partitionKey());
        assertThat(events.get(3).session().orElseThrow().handle()).isEqualTo(to.partitionKey());
    }

    /** As containers and Spring Security do it. */
    @Test
    void aLoginThatChangesTheIdIsBoth() throws Exception {
        create();
        rename(newKey(), changeOfUser(Optional.of(ANN)));

        assertThat(told()).containsExactly("created", "id-changed ann", "login ann");
    }

    @Test
    void aSessionMayTakeTheOldIdOfAnother() throws Exception {
        createFor(ANN);
        rename(newKey(), changeOfUser(Optional.empty()));
        StoredSession next = new StoredSession(0, NEW, Map.of(), Map.of());
        store.create(key, next, UUID.randomUUID().toString());

        assertThat(told()).containsExactly("created ann", "login ann", "id-changed", "logout", "created");
    }

    @Test
    void aRevokedSessionIsRevokedOnceWhateverTheSweepDoesThen() throws Exception {
        createFor(ANN);
        store.revoke(key, Optional.of(ANN));
        store.deleteClaimed(expire());

        assertThat(told()).containsExactly("created ann", "login ann", "revoked ann");
    }

    /** Without the mark it would be the same as a logout. */
    @Test
    void aSessionThatNoSweepLooksForIsRevokedAndNotLoggedOut() throws Exception {
        try (SessionStore other = trail.otherStore(Map.of("expiryEvents", "false"))) {
            other.create(key, session(Optional.of(ANN), Optional.empty()), "token");
            other.revoke(key, Optional.empty());
        }

        assertThat(told()).containsExactly("created ann", "login ann", "revoked ann");
    }

    @Test
    void aSessionOfNobodyIsRevoked() throws Exception {
        create();
        store.revoke(key, Optional.empty());

        assertThat(told()).containsExactly("created", "revoked");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredSessionIsToldWhenItIsClaimedAndNotWhenItIsDeleted(boolean ofAUser) throws Exception {
        create(Optional.of(ANN).filter(user -> ofAUser));
        store.deleteClaimed(expire());

        assertThat(told())
                .isEqualTo(
                        ofAUser ? List.of("created ann", "login ann", "expired ann") : List.of("created", "expired"));
    }

    /** Nobody looked after expired sessions meanwhile. */
    @Test
    void anExpiredSessionWhoseIdIsUsedAgainIsToldToo() throws Exception {
        SessionTimes past = new SessionTimes(NEW.creationTime(), NEW.creationTime(), Duration.ofMinutes(1));
        store.create(key, new StoredSession(0, past, Map.of(), Map.of(), Optional.of(ANN)), "token");
        createFor(BOB);

        List<SessionEvent> events = trail.events();
        assertThat(events)
                .extracting(SessionEventsTest::text)
                .containsExactly("created ann", "login ann", "expired ann", "created bob", "login bob");
        assertThat(events).extracting(SessionEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aSessionWhoseLargeValuesGrowIsToldWhenItPassesTheBoundAndNotAgain() throws Exception {
        create();
        int large = 200 * 1024;
        LargeValueReference first = LargeValueReference.create(large, now.plusSeconds(600));
        save(set(Map.of("report", first.toBytes())));
        save(set("cart", "two"));

        List<SessionEvent> events = trail.events();
        assertThat(events).extracting(SessionEventsTest::text).containsExactly("created", "grown");
        assertThat(events.get(1).session().orElseThrow().largeValueBytes()).isEqualTo(large);
    }

    /** Whose values nobody can read, and which says encrypted which session it is. */
    @Test
    void encryptedSessionsAreToldLikeOthers() throws Exception {
        SessionKey to = newKey();
        store.create(key, session(Optional.of(ANN), Optional.of(bytes("sealed"))), "token");
        rename(to, changeOfUser(Optional.of(BOB)).identifiedBy(Optional.of(bytes("sealed anew"))));
        store.delete(to, now);

        assertThat(told())
                .containsExactly("created ann", "login ann", "id-changed bob", "user-changed bob", "logout bob");
    }

    @Test
    void theTrailHasNoValueAndNoNameOfAValue() throws Exception {
        createFor(ANN);
        save(set("credit-card", "4111"));
        rename(newKey(), changeOfUser(Optional.of(BOB)));

        assertThat(trail.events()).extracting(SessionEvent::toJson).allSatisfy(json -> assertThat(json)
                .doesNotContain("secret", "cart", "credit-card", "4111"));
    }

    private static Map<String, AttributeValue> item(String handle, Instant deletedAt) {
        return Map.of(
                "id", AttributeValue.fromS(handle),
                "created", AttributeValue.fromN("1763700000123"),
                "user", AttributeValue.fromS("/shop#ann"),
                "ttl", AttributeValue.fromN(Long.toString(deletedAt.getEpochSecond())));
    }

    private List<String> deleted(Instant deletedAt, boolean cleanedUp) {
        StreamChange deletion =
                new StreamChange("event", "1", now, item(key.partitionKey(), deletedAt), Map.of(), cleanedUp);
        return new SessionEvents("table", 1000)
                .of(deletion).stream().map(SessionEventsTest::text).toList();
    }

    /** DynamoDB Local does not say that it was itself who deleted. */
    @Test
    void whatDynamoDbCleansUpIsExpired() {
        assertThat(deleted(now.plusSeconds(5), true)).containsExactly("expired ann");
        assertThat(deleted(now, false)).containsExactly("expired ann");
        assertThat(deleted(now.plusSeconds(5), false)).containsExactly("logout ann");
    }

    /** By nobody of us. */
    @Test
    void damagedItemsAreNoEventsAndNoFailure() {
        Map<String, AttributeValue> damaged =
                Map.of("id", AttributeValue.fromS(key.partitionKey()), "created", AttributeValue.fromN("1.5"));

        assertThat(new SessionEvents("table", 1000).of(new StreamChange("event", "1", now, Map.of(), damaged, false)))
                .isEmpty();
    }
}
