package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A save that meets another writer of its attribute at each of its attempts. */
class LostRacesTest {

    private static final String ITEM = """
            "Item":{"id":{"S":"any"},"v":{"N":"7"},"created":{"N":"1795255200300"},"accessed":{"N":"1795255200300"},
             "idle":{"N":"1800"},"a":{"M":{"cart":{"B":"dGhlaXJz"}}},"sys":{"M":{}}}""";
    private static final String REFUSED =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"no\","
                    + ITEM + "}";
    private static final String OUTAGE = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\"}";

    /** An attempt that nothing fences must not be late: it would undo what was saved after it. */
    @Test
    void lastAttemptIsMadeOverWhateverIsThereAndOnlyOnce() throws IOException {
        CannedDynamoDb dynamoDb = new CannedDynamoDb();
        for (int round = 0; round < 9; round++) {
            if (round >= 3) {
                dynamoDb.thenAnswer(200, "{" + ITEM + "}");
            }
            dynamoDb.thenAnswer(400, REFUSED);
        }
        dynamoDb.thenAnswer(200, "{" + ITEM + "}").thenAnswer(500, OUTAGE);
        try (dynamoDb;
                OwnedClient client = OwnedClient.connect(LocalTable.config(dynamoDb.endpoint(), "web", Map.of()))) {
            DynamoDbSessionStore store = DynamoDbSessionStore.using(
                    client.client(), LocalTable.config("web", Map.of()), new MovableClock(CREATED));
            SessionChanges changes = new SessionChanges(replace("cart", "one", "two"), Delta.NONE, NEW, NEW);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.save(newKey(), changes))
                    .withMessageContaining("InternalServerError");

            List<String> saves = dynamoDb.requests().stream()
                    .filter(request -> request.contains("UpdateExpression"))
                    .toList();
            assertThat(saves).hasSize(10);
            assertThat(saves.subList(0, 9)).allMatch(save -> save.contains("a.#n0 = :k0"));
            assertThat(saves.get(9)).doesNotContain("a.#n0 = :k0").contains("created = :created");
        }
    }
}
