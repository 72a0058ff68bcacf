package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.MovableClock;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadOfTimeoutsTest {

    private static final int CALLS = 20;

    /** Counted in waits: to wake it costs two switches of threads. */
    @Test
    void callsDoNotWakeIt() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, "{}");
                OwnedClient client = OwnedClient.connect(
                        LocalTable.config(dynamoDb.endpoint(), "web", Map.of("callTimeout", "PT5M")));
                DynamoDbSessionStore store = DynamoDbSessionStore.using(
                        client.client(), LocalTable.config("web", Map.of()), new MovableClock(CREATED))) {
            store.load(newKey());
            Thread timeouts = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread ->
                            !before.contains(thread) && thread.getName().equals("dynamosession-timeouts"))
                    .findFirst()
                    .orElseThrow();
            await().until(() -> timeouts.getState() == Thread.State.TIMED_WAITING);
            long waits = waits(timeouts);

            for (int call = 0; call < CALLS; call++) {
                store.load(newKey());
            }

            assertThat(waits(timeouts)).isEqualTo(waits);
        }
    }

    private static long waits(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }
}
