package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.DamagedSessionException;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands in the table, and what becomes of items that are not as they should be. */
class SessionItemTest {

    private static final Instant LATER = Instant.parse("2026-11-21T10:05:00.700Z");

    private static LocalTable table;

    private final SessionKey key = newKey();
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
        store = table.open(new MovableClock(CREATED));
        store.create(key, session(NEW, "cart", "one"), "token");
    }

    private static AttributeValue map(String name, String value) {
        return AttributeValue.fromM(Map.of(name, AttributeValue.fromB(SdkBytes.fromUtf8String(value))));
    }

    @Test
    void newItemHoldsTheLayoutAndNothingElse() {
        // access + 30 min + touch interval of 3 min, rounded up to the second; the day that ttl adds
        Instant expires = Instant.parse("2026-11-21T10:33:01Z");

        assertThat(table.item(key))
                .isEqualTo(Map.ofEntries(
                        Map.entry("id", AttributeValue.fromS(key.partitionKey())),
                        Map.entry("v", AttributeValue.fromN("0")),
                        Map.entry("created", AttributeValue.fromN("1795255200300")),
                        Map.entry("accessed", AttributeValue.fromN("1795255200300")),
                        Map.entry("idle", AttributeValue.fromN("1800")),
                        Map.entry("expires", AttributeValue.fromN(String.valueOf(expires.getEpochSecond()))),
                        Map.entry("ttl", AttributeValue.fromN(String.valueOf(expires.getEpochSecond() + 86_400))),
                        Map.entry("a", map("cart", "one")),
                        Map.entry("sys", map("authType", "FORM")),
                        Map.entry("w", AttributeValue.fromS("token")),
                        Map.entry("shard", shard(key))));
    }

    private static AttributeValue shard(SessionKey key) {
        return AttributeValue.fromS("shop#" + key.shard());
    }

    @Test
    void withoutExpiryEventsNothingIsIndexed() {
        SessionKey other = newKey();
        store = table.open(new MovableClock(CREATED), Map.of("expiryEvents", "false"));

        store.create(other, session(NEW, "cart", "one"), "token");
        store.touch(key, NEW.accessedAt(LATER));

        assertThat(table.item(other)).containsKey("expires").doesNotContainKey("shard");
        assertThat(table.item(key)).containsKey("expires").doesNotContainKey("shard");
    }

    /** Stored by a release that knew no expiry events, or with these switched off. */
    @Test
    void touchIndexesASessionThatIsNotYet() {
        table.remove(key, "shard");

        store.touch(key, NEW.accessedAt(LATER));

        assertThat(table.item(key)).containsEntry("shard", shard(key));
    }

    @Test
    void renameOfALoadedSessionMovesTheShard() {
        SessionKey to = newKey();
        while (to.shard() == key.shard()) {
            to = newKey();
        }

        store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, CREATED));

        assertThat(table.item(to)).containsEntry("shard", shard(to));
    }

    /** Trap 12: else every sweep of every node would stumble over it. */
    @ParameterizedTest
    @ValueSource(strings = {"v", "created", "accessed", "idle", "a", "sys"})
    void damagedItemThatExpiredIsReportedOnceAndLeftToTheTtl(String attribute) {
        table.remove(key, attribute);
        Instant due = Instant.parse("2026-11-21T10:33:01Z");
        store = table.open(new MovableClock(due));

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> store.claimExpired(key, due, Duration.ofMinutes(1)))
                .withMessageContaining("attribute " + attribute);

        assertThat(store.findExpired(key.shard(), due, Optional.empty(), 1_000).keys())
                .doesNotContain(key);
        assertThat(table.item(key)).containsKey("ttl").doesNotContainKey("shard");
    }

    /** Trap 12. */
    @Test
    void itemWithAnUnreadableClaimIsReportedOnceAndLeftToTheTtl() {
        table.plant(key, "claimed", AttributeValue.fromS("text"));
        Instant due = Instant.parse("2026-11-21T10:33:01Z");
        store = table.open(new MovableClock(due));

        assertThatExceptionOfType(DamagedSessionException.class)
                .isThrownBy(() -> store.claimExpired(key, due, Duration.ofMinutes(1)));

        assertThat(store.findExpired(key.shard(), due, Optional.empty(), 1_000).keys())
                .doesNotContain(key);
    }

    /** Trap 12: DynamoDB refuses an item of more than 400 KB. */
    @Test
    void itemWithoutRoomForAClaimIsReportedOnceAndLeftToTheTtl() {
        long rest = SessionStoreConfig.MAX_ITEM_BYTES - ItemSize.of(table.item(key));
        store.save(key, changes(set("cart", "one" + "x".repeat((int) rest - 4)), CREATED));
        Instant due = Instant.parse("2026-11-21T10:33:01Z");
        store = table.open(new MovableClock(due));

        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> store.claimExpired(key, due, Duration.ofMinutes(1)));

        assertThat(store.findExpired(key.shard(), due, Optional.empty(), 1_000).keys())
                .doesNotContain(key);
    }

    /** So parallel requests of one second mostly write the same time. */
    @Test
    void saveCutsTheAccessTimeToTheSecondAndMovesExpiryAndTtl() {
        store.save(key, changes(set("cart", "two"), LATER));

        assertThat(table.item(key))
                .containsEntry("accessed", AttributeValue.fromN("1795255500000"))
                .containsEntry("expires", AttributeValue.fromN("1795257480"))
                .containsEntry("ttl", AttributeValue.fromN("1795343880"))
                .containsEntry("v", AttributeValue.fromN("1"));
    }

    @Test
    void sessionThatNeverExpiresHasNeitherExpiresNorTtl() {
        SessionTimes never = NEW.withMaxInactiveInterval(Duration.ofSeconds(-1));

        store.save(key, new SessionChanges(Delta.NONE, Delta.NONE, never, NEW));

        assertThat(table.item(key))
                .doesNotContainKeys("expires", "ttl", "shard")
                .containsEntry("idle", AttributeValue.fromN("-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150})
    void saveKeepsAttributesThatItDoesNotKnow(int names) {
        table.plant(key, "lock", AttributeValue.fromM(Map.of("owner", AttributeValue.fromS("a newer node"))));
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < names; i++) {
            many.put("n" + i, bytes("value"));
        }

        store.save(key, changes(set(many), LATER));

        assertThat(table.item(key)).containsKey("lock");
        assertThat(store.load(key)).isPresent();
    }

    @Test
    void renamedItemHoldsTheWholeLayoutUnderItsNewKey() {
        SessionKey to = newKey();

        store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, CREATED));

        assertThat(table.item(to))
                .containsOnlyKeys("id", "v", "created", "accessed", "idle", "expires", "ttl", "a", "sys", "w", "shard")
                .containsEntry("created", AttributeValue.fromN("1795255200300"));
    }

    /** Which the changes of the table are told apart by, and which holds nothing of the session. */
    @Test
    void renameLeavesAMarkUnderTheOldKeyThatIsNoSession() {
        SessionKey to = newKey();
        UserKey ann = UserKey.ofIndexValue("shop#ann");
        SessionChanges login = new SessionChanges(
                set("user", "ann"),
                Delta.NONE,
                NEW,
                NEW,
                Optional.of(new UserChange(Optional.of(ann))),
                SessionChanges.LockUse.NONE);

        store.rename(key, to, store.load(key).orElseThrow(), login);

        assertThat(table.item(key))
                .containsOnlyKeys("id", "created", "accessed", "idle", "claimed", "ttl", "moved")
                .containsEntry(
                        "moved",
                        AttributeValue.fromM(Map.of(
                                "to", AttributeValue.fromS(to.partitionKey()),
                                "user", AttributeValue.fromS("shop#ann"))));
        assertThat(store.describe(key)).isEmpty();
        assertThat(store.revoke(key, Optional.empty())).isFalse();
        assertThat(store.delete(key, CREATED)).isFalse();
        assertThat(store.create(key, session(NEW, "cart", "new"), "token")).isTrue();
    }

    /** A newer release has added one, and a node of this one serves a login. */
    @Test
    void loginKeepsAttributesThatItDoesNotKnow() {
        SessionKey to = newKey();
        table.plant(key, "newer", AttributeValue.fromS("a newer node's"));
        StoredSession loaded = store.load(key).orElseThrow();

        store.rename(key, to, loaded, changes(set(Map.of("user", bytes("ann"))), LATER));

        assertThat(table.item(to))
                .containsEntry("newer", AttributeValue.fromS("a newer node's"))
                .containsEntry("v", AttributeValue.fromN("1"));
        assertThat(store.load(to).orElseThrow().attributes()).containsOnlyKeys("cart", "user");
    }

    @Test
    void deleteMayDependOnAnAttributeWhoseNameIsReserved() {
        TableCalls calls =
                new TableCalls(table.client(), Turns.unlimited(), table.name(), new CallCounter(new SessionMetrics()));
        store.lock(key, "one", Duration.ofMinutes(1), Duration.ZERO);

        assertThat(calls.delete(Operation.DELETE, key, Condition.lockOwner("other"))
                        .applied())
                .isFalse();
        assertThat(calls.delete(Operation.DELETE, key, Condition.lockOwner("one"))
                        .applied())
                .isTrue();
    }

    @Test
    void renameKeepsTheLockThatAnotherNodeHas() {
        SessionKey to = newKey();
        StoredSession loaded = store.load(key).orElseThrow();
        store.lock(key, "other", Duration.ofMinutes(1), Duration.ZERO);
        AttributeValue lock = table.item(key).get("lock");

        store.rename(key, to, loaded, changes(Delta.NONE, LATER));

        assertThat(table.item(to)).containsEntry("lock", lock);
    }

    /** Trap 12. */
    @ParameterizedTest
    @ValueSource(strings = {"v", "created", "accessed", "idle", "a", "sys"})
    void itemWithoutARequiredAttributeIsAnErrorThatNamesIt(String attribute) {
        table.remove(key, attribute);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.load(key))
                .withMessageContaining(key.toString())
                .withMessageContaining(table.name())
                .withMessageContaining("attribute " + attribute + " is missing or not")
                .withMessageNotContaining(key.partitionKey());
    }

    /** Trap 12. */
    @ParameterizedTest
    @ValueSource(strings = {"v", "accessed", "idle", "a", "sys", "sealed"}) // index keys have the type of the index
    void itemWithAnAttributeOfAnotherTypeIsAnErrorThatNamesIt(String attribute) {
        table.plant(key, attribute, AttributeValue.fromS("text"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.load(key))
                .withMessageContaining("attribute " + attribute + " is missing or not");
    }

    /** Trap 12. */
    @Test
    void numberThatIsNotWholeIsAnErrorThatNamesIt() {
        table.plant(key, "idle", AttributeValue.fromN("1.5"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.load(key))
                .withMessageContaining("attribute idle is missing or not a whole N");
    }

    /** Trap 12. */
    @Test
    void attributeOfANewerFormIsAnErrorThatNamesIt() {
        table.plant(key, "a", AttributeValue.fromM(Map.of("cart", AttributeValue.fromM(Map.of()))));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.load(key))
                .withMessageContaining("a.cart is missing or not B");
    }
}
