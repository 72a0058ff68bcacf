package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.dynamodb.TableSample.Estimate;
import io.github.dynamosession.store.dynamodb.TableSample.Figure;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;

/** What a table holds is told from a part of it that is bounded. */
class TableSurveyTest {

    private final LocalTable table = LocalTable.create();
    private final MovableClock clock = new MovableClock(CREATED);
    private final DynamoDbSessionStore store = table.open(clock);

    @AfterEach
    void deleteTable() {
        table.close();
    }

    private SessionKey stored(byte[] value, Optional<String> user) {
        SessionKey key = newKey();
        store.create(
                key,
                new StoredSession(
                        0, NEW, Map.of("cart", value), Map.of(), user.map(UserKey::ofIndexValue), Optional.empty()),
                "token");
        return key;
    }

    private TableSample sample(int pages) {
        return TableSurvey.sample(table.client(), table.name(), pages, clock);
    }

    private static Map<Figure, Estimate> exactly(long sessions, long waiting, long leftToTtl, long withUser) {
        return Map.of(
                Figure.SESSIONS, exactly(sessions),
                Figure.WAITING, exactly(waiting),
                Figure.LEFT_TO_TTL, exactly(leftToTtl),
                Figure.WITH_USER, exactly(withUser));
    }

    private static Estimate exactly(long number) {
        return new Estimate(number, Optional.of(0.0));
    }

    @Test
    void aTableThatIsReadWholeIsToldExactly() {
        stored(new byte[1_000], Optional.of("shop#ann"));
        stored(new byte[3_000], Optional.of("shop#ann"));
        stored(new byte[2_000], Optional.of("shop#bob"));
        LargeValueReference large = LargeValueReference.create(500_000, CREATED.plus(Duration.ofDays(1)));
        store.saveLargeValue(large, new byte[500_000]);
        stored(large.toBytes(), Optional.empty());
        table.plant("somebody-else's", "x", AttributeValue.fromS("y"));
        store.revoke(stored(new byte[0], Optional.empty()), Optional.empty());

        TableSample sample = sample(20);

        assertThat(sample.totals())
                .containsAllEntriesOf(exactly(5, 1, 0, 3))
                .containsEntry(Figure.LARGE_VALUES, exactly(1))
                .containsEntry(Figure.LARGE_VALUE_ITEMS, exactly(2))
                .containsEntry(Figure.RECENT_LOGIN_ITEMS, exactly(2))
                .containsEntry(Figure.OTHER_ITEMS, exactly(1));
        assertThat(sample.users()).isEqualTo(2);
        assertThat(sample.oldestEnd()).contains(CREATED.truncatedTo(ChronoUnit.SECONDS));
        assertThat(sample.sizes().orElseThrow().median()).isBetween(1_000L, 1_300L);
        assertThat(sample.sizes().orElseThrow().largest()).isBetween(3_000L, 3_300L);
        assertThat(sample.reading().isWhole()).isTrue();
        assertThat(sample.reading().items()).isEqualTo(10);
        assertThat(sample.reading().readUnits()).isPositive();
    }

    @Test
    void whatHasEndedWaitsForANodeOrForDynamoDb() {
        stored(new byte[0], Optional.empty());
        table.open(clock, Map.of("expiryEvents", "false"))
                .create(
                        newKey(),
                        new StoredSession(0, NEW, Map.of(), Map.of(), Optional.empty(), Optional.empty()),
                        "token");

        clock.advance(Duration.ofDays(1));

        assertThat(sample(20).totals()).containsAllEntriesOf(exactly(2, 1, 1, 0));
    }

    @Test
    void noMorePagesAreReadThanAllowedAndTheRestIsEstimated() {
        for (int session = 0; session < 60; session++) {
            stored(new byte[100_000], Optional.of("shop#user-" + session));
        }

        TableSample sample = sample(6);

        assertThat(sample.reading().pages()).isEqualTo(6);
        assertThat(sample.reading().segments()).isGreaterThan(6);
        assertThat(sample.reading().readUnits()).isBetween(10.0, 6 * 130.0);
        Estimate sessions = sample.totals().get(Figure.SESSIONS);
        assertThat(sessions).isNotNull();
        assertThat(sessions.margin().orElseThrow()).isPositive();
        assertThat(sessions.total()).isBetween((double) sample.reading().items() / 2, 400.0);
        assertThat(sample.users()).isBetween(1L, 59L);
    }

    /** DynamoDB counts every six hours. */
    @Test
    void aTableThatHasGrownSinceItWasCountedIsReadInSmallerSegments() {
        for (int session = 0; session < 100; session++) {
            stored(new byte[390_000], Optional.empty());
        }

        TableSample sample = TableSurvey.sample(whenItWasEmpty(), table.name(), 8, clock);

        assertThat(sample.reading().segments()).isEqualTo(8 * 16);
        assertThat(sample.reading().segmentsRead()).isPositive();
        assertThat(sample.reading().pages()).isEqualTo(8);
    }

    private DynamoDbClient whenItWasEmpty() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (client, method, arguments) -> {
                    Object answer = method.invoke(table.client(), arguments);
                    return answer instanceof DescribeTableResponse described
                            ? described.toBuilder()
                                    .table(described.table().toBuilder()
                                            .tableSizeBytes(0L)
                                            .build())
                                    .build()
                            : answer;
                });
    }

    @Test
    void aTableThatIsNotThereIsSaid() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> TableSurvey.sample(table.client(), "not-there", 1, clock))
                .withMessageContaining("cannot read a sample of table not-there")
                .withMessageContaining("check tableName");
    }
}
