package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.bytes;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Trap 32 where it bites: an index of DynamoDB is behind the table, which DynamoDB Local never shows. Here it names nothing
 * at all, as for a login of just now.
 */
class IndexBehindTest {

    private static LocalTable table;
    /** Items of recent logins that a list reads before it looks for a session. */
    private static final int PERIODS = 3;

    private final MovableClock clock = new MovableClock(CREATED);
    private final UserKey ann = UserKey.ofIndexValue("shop#ann " + UUID.randomUUID());
    private final SessionKey key = newKey();
    private final SessionStore store =
            DynamoDbSessionStore.using(behind(), LocalTable.config(table.name(), Map.of()), clock);

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    private static DynamoDbClient behind() {
        return behind(get -> {});
    }

    /** @param beforeGet told how many items have been asked for, the next one included */
    private static DynamoDbClient behind(IntConsumer beforeGet) {
        AtomicInteger gets = new AtomicInteger();
        return (DynamoDbClient) Proxy.newProxyInstance(
                IndexBehindTest.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("query")) {
                        return QueryResponse.builder().build();
                    }
                    if (method.getName().equals("getItem")) {
                        beforeGet.accept(gets.incrementAndGet());
                    }
                    try {
                        return method.invoke(table.client(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static SessionChanges login(UserKey user) {
        return new SessionChanges(Delta.NONE, Delta.NONE, NEW, NEW, Optional.of(new UserChange(Optional.of(user))));
    }

    private void createFor(UserKey user, SessionKey under) {
        store.create(
                under,
                new StoredSession(0, NEW, Map.of("cart", bytes("one")), Map.of(), Optional.of(user)),
                UUID.randomUUID().toString());
    }

    @Test
    void loginThatCreatesTheSessionIsFound() {
        createFor(ann, key);

        assertThat(store.findByUser(ann)).containsOnlyKeys(key);
    }

    @Test
    void loginInASessionIsFound() {
        store.create(key, new StoredSession(0, NEW, Map.of(), Map.of()), "token");
        store.save(key, login(ann));

        assertThat(store.findByUser(ann)).containsOnlyKeys(key);
    }

    /** The session's login is long past, and in no item of recent logins that is read. */
    @Test
    void newIdIsFound() {
        createFor(ann, key);
        clock.advance(Duration.ofMinutes(20));
        SessionKey to = newKey();
        store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, clock.instant()));

        assertThat(store.findByUser(ann)).containsOnlyKeys(to);
    }

    /** What the caller knows of the session may be too little to know its user. */
    @Test
    void newIdOfASessionThatIsNotLoadedIsFound() {
        createFor(ann, key);
        clock.advance(Duration.ofMinutes(20));
        SessionKey to = newKey();
        StoredSession unknown = new StoredSession(-1, NEW, Map.of(), Map.of());
        store.rename(key, to, unknown, changes(Delta.NONE, clock.instant()));

        assertThat(store.findByUser(ann)).containsOnlyKeys(to);
    }

    /** The list has the old id, and by the time it is looked up that is gone. */
    @Test
    void idThatChangesWhileTheListIsReadIsFound() {
        createFor(ann, key);
        StoredSession loaded = store.load(key).orElseThrow();
        SessionKey to = newKey();
        DynamoDbClient racing = behind(get -> {
            if (get == PERIODS + 1) {
                store.rename(key, to, loaded, changes(Delta.NONE, CREATED));
            }
        });

        assertThat(DynamoDbSessionStore.using(racing, LocalTable.config(table.name(), Map.of()), clock)
                        .findByUser(ann))
                .containsOnlyKeys(to);
    }

    /** Two nodes, one of them ahead or behind by a few minutes; also the end of a period between login and list. */
    @Test
    void loginIsFoundByANodeWhoseClockDiffers() {
        createFor(ann, key);

        for (Duration difference :
                List.of(RecentLogins.PERIOD, RecentLogins.PERIOD.negated(), Duration.ofSeconds(90))) {
            clock.set(CREATED.plus(difference));
            assertThat(store.findByUser(ann)).containsOnlyKeys(key);
        }
    }

    /** A program that logs in again and again must neither fail at 400 KB, nor pay more each time. */
    @Test
    void loginsBeyondTheMostAreSavedAllTheSameAndLeftToTheIndex() {
        for (int i = 0; i < SessionStore.RECENT_LOGINS + 2; i++) {
            createFor(ann, newKey());
        }

        assertThat(store.findByUser(ann)).hasSize(SessionStore.RECENT_LOGINS);
        assertThat(table.open(clock).findByUser(ann)).hasSize(SessionStore.RECENT_LOGINS + 2);
    }

    @Test
    void itemsOfRecentLoginsAreDeletedByTheTtlAndAreNoSessions() {
        createFor(ann, key);

        List<Map<String, AttributeValue>> logins =
                table.client().scan(scan -> scan.tableName(table.name())).items().stream()
                        .filter(item -> item.containsKey("logins")
                                && item.get("logins").ss().contains(key.partitionKey()))
                        .toList();

        assertThat(logins).singleElement().satisfies(item -> {
            assertThat(item).containsOnlyKeys("id", "logins", "ttl");
            assertThat(item.get("id").s()).startsWith("logins#").doesNotContain("ann");
            assertThat(Long.parseLong(item.get("ttl").n()))
                    .isEqualTo(CREATED.plus(Duration.ofDays(1)).getEpochSecond());
        });
    }

    @Test
    void withoutTheIndexNothingIsWritten() {
        SessionStore off = table.open(clock, Map.of("userIndex", "false"));
        createFor(ann, key);
        SessionKey to = newKey();
        off.rename(key, to, off.load(key).orElseThrow(), changes(Delta.NONE, CREATED));

        assertThat(off.statistics().renames()).isEqualTo(1);
    }
}
