package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.SessionDescription.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a revocation leaves in the table, and for whom. Trap 32. */
class RevocationTest {

    private static final Map<String, String> WITHOUT_EVENTS = Map.of("expiryEvents", "false");

    private static LocalTable table;

    private final SessionKey key = newKey();
    private final MovableClock clock = new MovableClock(CREATED);
    private final DynamoDbSessionStore store = table.open(clock);

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    @Test
    void revokedSessionIsThereForTheSweepAndDeletedByTheTtlIfNoneCame() {
        store.create(key, session(NEW, "cart", "one"), "token");
        store.revoke(key, Optional.empty());

        assertThat(table.item(key))
                .containsEntry("claimed", AttributeValue.fromN("0"))
                .containsEntry("expires", AttributeValue.fromN("0"))
                .containsEntry(
                        "ttl",
                        AttributeValue.fromN(
                                Long.toString(CREATED.plus(Duration.ofDays(1)).getEpochSecond())));
        assertThat(store.describe(key).orElseThrow().state()).isEqualTo(State.REVOKED);
    }

    /** Nobody would tell of its end, and nothing of it is to stay. */
    @Test
    void sessionStoredWithoutExpiryEventsIsDeletedAtOnce() {
        table.open(clock, WITHOUT_EVENTS).create(key, session(NEW, "cart", "one"), "token");

        assertThat(store.revoke(key, Optional.of(UserKey.ofIndexValue("shop#ann"))))
                .isFalse();
        assertThat(store.revoke(key, Optional.empty())).isTrue();

        assertThat(table.item(key)).isEmpty();
    }

    @Test
    void sessionThatNeverExpiresIsDeletedAtOnceWhereNobodyWantsEvents() {
        DynamoDbSessionStore without = table.open(clock, WITHOUT_EVENTS);
        without.create(key, session(NEW.withMaxInactiveInterval(Duration.ZERO), "cart", "one"), "token");

        assertThat(without.revoke(key, Optional.empty())).isTrue();

        assertThat(table.item(key)).isEmpty();
    }

    /** By the tool, say, with a mistyped application name: the sweeps of the session's own application must find it. */
    @Test
    void revocationFromAnotherApplicationLeavesTheSessionToItsOwnSweep() {
        store.create(key, session(NEW, "cart", "one"), "token");
        table.open(clock, Map.of("applicationName", "bank")).revoke(key, Optional.empty());

        assertThat(store.claimExpired(key, CREATED, Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void descriptionHasSizesAndNoValues() {
        store.create(key, session(NEW, "cart", "one"), "token");

        SessionDescription session = store.describe(key).orElseThrow();

        assertThat(session.attributes()).containsExactly(Map.entry("cart", 3));
        assertThat(session.containerState()).containsExactly(Map.entry("authType", 4));
        assertThat(session.itemBytes()).isEqualTo(ItemSize.of(table.item(key)));
        assertThat(session.state()).isEqualTo(State.LIVING);
        assertThat(store.describe(newKey())).isEmpty();
    }
}
