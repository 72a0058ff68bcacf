package io.github.dynamosession.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamosession.benchmarks.stub.StubDynamoDb;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What the stub answers is what DynamoDB Local answers. */
class StubDynamoDbTest {

    private static final SessionKey KEY = SessionKey.of("/shop", "an id");
    private static final SessionKey OTHER = SessionKey.of("/shop", "another id");
    private static final Instant BEGIN = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    private static final SessionTimes TIMES = new SessionTimes(BEGIN, BEGIN, Duration.ofHours(1));

    private StubDynamoDb stub;

    @BeforeEach
    void startStub() throws Exception {
        stub = StubDynamoDb.start(DynamoDbLocal.shared().endpoint());
    }

    @AfterEach
    void stopStub() {
        stub.close();
    }

    @Test
    void sessionsEndAsTheyDoInDynamoDb() {
        List<Object> answers = answers(stub.endpoint());

        assertThat(answers)
                .isEqualTo(answers(DynamoDbLocal.shared().endpoint()))
                .contains("lost the first race", "expired is gone", "absent is absent");
        stub.requireNoRefusals();
    }

    @Test
    void whatItCannotAnswerIsAnErrorOfTheRun() {
        try (DynamoDbClient client = Sessions.client(stub.endpoint())) {
            assertThatThrownBy(() -> client.deleteItem(
                            delete -> delete.tableName("any").key(Map.of("id", AttributeValue.fromS("any")))))
                    .isInstanceOf(DynamoDbException.class);
        }
        assertThatThrownBy(stub::requireNoRefusals).hasMessageContaining("DeleteItem");
    }

    /** What becomes of sessions that a node makes, changes and loses, and what is stored in the end. */
    private static List<Object> answers(URI endpoint) {
        String table = "stub-" + UUID.randomUUID();
        List<Object> answers = new ArrayList<>();
        try (DynamoDbClient client = Sessions.client(endpoint);
                SessionStore store = new Sessions()
                        .applicationName("/shop")
                        .tableName(table)
                        .createTable(true)
                        .client(client)
                        .open()) {
            answers.add(store.load(KEY).isPresent() ? "present" : "absent is absent");
            answers.add(store.create(KEY, session(TIMES), "first"));
            answers.add(store.create(KEY, session(TIMES), "first"));
            answers.add(store.save(KEY, changes(Map.of("cart", bytes("two")), Set.of(), "one")));
            answers.add(
                    store.save(KEY, changes(Map.of("cart", bytes("three")), Set.of("user"), "one"))
                                    .isPresent()
                            ? "lost the first race"
                            : "is gone");
            answers.add(store.touch(KEY, TIMES.accessedAt(BEGIN.plusSeconds(60))));
            answers.add(store.touch(KEY, TIMES.accessedAt(BEGIN.plusSeconds(30))));
            SessionTimes over = new SessionTimes(BEGIN, BEGIN, Duration.ofMinutes(1));
            answers.add(store.create(OTHER, session(over), "second"));
            answers.add(store.load(OTHER).isPresent() ? "lives" : "expired is gone");
            answers.add(store.touch(OTHER, over));
            answers.add(item(client, table, KEY));
            answers.add(item(client, table, OTHER));
        }
        return answers;
    }

    private static StoredSession session(SessionTimes times) {
        return new StoredSession(1, times, Map.of("cart", bytes("one"), "user", bytes("ann")), Map.of());
    }

    private static SessionChanges changes(Map<String, byte[]> set, Set<String> removed, String known) {
        Map<String, byte[]> before = Map.of("cart", bytes(known), "user", bytes("ann"));
        return new SessionChanges(new Delta(set, removed, before), Delta.NONE, TIMES, TIMES);
    }

    private static Map<String, AttributeValue> item(DynamoDbClient client, String table, SessionKey key) {
        return client.getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(key.partitionKey()))))
                .item();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
