package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.replace;
import static io.github.dynamosession.store.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionContent;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls on a thread that is interrupted: an application that catches an InterruptedException sets the flag again, as
 * every book says, and its session is saved on the same thread afterwards.
 */
class InterruptedCallTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static LocalTable table;

    private final SessionKey key = newKey();
    private final DynamoDbSessionStore store = table.open(new MovableClock(CREATED));

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
        store.create(key, session(NEW, "cart", "one"), "token");
    }

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    /** Its flag is set before, and has to be set after it. */
    private static boolean interrupted(BooleanSupplier call) {
        Thread.currentThread().interrupt();
        boolean result = call.getAsBoolean();
        assertThat(Thread.interrupted()).isTrue();
        return result;
    }

    @Test
    void interruptedThreadReadsAndSaves() {
        assertThat(interrupted(() -> store.load(key).isPresent())).isTrue();
        assertThat(interrupted(() -> store.save(key, changes(replace("cart", "one", "two"), CREATED))
                        .isPresent()))
                .isTrue();

        assertThat(SessionContent.of(store.load(key).orElseThrow()).attributes())
                .containsExactly(Map.entry("cart", "two"));
    }

    @Test
    void interruptedThreadRenames() {
        SessionKey to = newKey();

        assertThat(interrupted(() -> store.rename(key, to, store.load(key).orElseThrow(), changes(Delta.NONE, CREATED))
                        .isPresent()))
                .isTrue();

        assertThat(store.load(to)).isPresent();
    }

    @Test
    void interruptedThreadWaitsForALockUntilItIsFree() throws Exception {
        SessionLock held =
                store.lock(key, "one", LEASE, Duration.ZERO).orElseThrow().lock();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                () -> interrupted(() ->
                        store.lock(key, "two", LEASE, Duration.ofMinutes(1)).isPresent()),
                task -> {
                    Thread thread = new Thread(task);
                    waiter.set(thread);
                    thread.start();
                });
        long before = store.statistics().locks();

        await().until(() -> store.statistics().locks() > before + 2);
        Objects.requireNonNull(waiter.get()).interrupt(); // again, while it waits
        store.save(key, changes(Delta.NONE, CREATED).under(LockUse.releasing(held)));

        assertThat(waiting.get()).isTrue();
    }

    /** DynamoDB takes long to answer, and meanwhile the thread is interrupted. */
    @Test
    void callThatIsInterruptedBeforeItsAnswerIsMadeToItsEnd() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, "{}")) {
            dynamoDb.beforeTheNextAnswer(Thread.currentThread()::interrupt);

            assertSaves(dynamoDb);
        }
    }

    /** The SDK says then that it cannot read the answer. */
    @Test
    void callThatIsInterruptedAmidItsAnswerIsMadeToItsEnd() throws IOException {
        String large = "{" + " ".repeat(32_000_000) + "}"; // no buffer holds the first half until it is read
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, large)) {
            dynamoDb.amidTheNextAnswer(Thread.currentThread()::interrupt);

            assertSaves(dynamoDb);
        }
    }

    private static void assertSaves(CannedDynamoDb dynamoDb) {
        try (OwnedClient client = OwnedClient.connect(LocalTable.config(dynamoDb.endpoint(), "web", Map.of()))) {
            DynamoDbSessionStore slow = DynamoDbSessionStore.using(
                    client.client(), LocalTable.config("web", Map.of()), new MovableClock(CREATED));

            assertThat(slow.save(newKey(), changes(replace("cart", "one", "two"), CREATED)))
                    .isPresent();

            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
