package io.github.dynamosession.node.expiry;

import static io.github.dynamosession.node.expiry.SweptStore.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The thread of the sweep: when there is one, and what becomes of a session when it ends. Trap 11. */
class ExpirySweepTest {

    private final String application = "app-" + UUID.randomUUID();
    private final SweptStore swept = new SweptStore();
    private final List<SessionKey> told = new CopyOnWriteArrayList<>();
    private final SessionKey key = swept.create(1).iterator().next();
    private ExpirySweep sweep;

    @BeforeEach
    void due() {
        swept.clock.set(EXPIRY.plusSeconds(1));
    }

    @AfterEach
    void close() {
        sweep.close();
        assertNoThread();
    }

    /** What is bounded by a call time-out may take longer on a machine that has other things to do. */
    private void assertNoThread() {
        await().until(() -> threads().isEmpty());
    }

    private ExpirySweep sweep(Map<String, String> properties, ExpiredSessions listener) {
        Map<String, String> all = new HashMap<>(Map.of("applicationName", application, "sweepInterval", "PT1S"));
        all.putAll(properties);
        sweep = ExpirySweep.of(SessionStoreConfig.of(all), swept.sessions(), listener);
        return sweep;
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynamosession-expiry " + application))
                .toList();
    }

    @Test
    void oneSweepFollowsAnother() {
        sweep(Map.of(), (id, session) -> told.add(session.key())).start();
        await().until(() -> told.size() == 1);

        SessionKey later = swept.create(1).iterator().next();

        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly(key, later);
    }

    @Test
    void nothingIsToldBeforeTheStart() {
        sweep(Map.of(), (id, session) -> told.add(session.key()));

        assertThat(threads()).isEmpty();
    }

    @Test
    void theApplicationIsToldTheIdThatThisNodeServed() {
        List<String> ids = new CopyOnWriteArrayList<>();
        sweep(Map.of(), (id, session) -> ids.add(id)).served(key, "the id");

        sweep.start();

        await().until(() -> ids.equals(List.of("the id")));
    }

    @Test
    void ofASessionThatItNeverServedTheApplicationIsToldTheKey() {
        List<String> ids = new CopyOnWriteArrayList<>();
        sweep(Map.of(), (id, session) -> ids.add(id)).start();

        await().until(() -> ids.equals(List.of(key.partitionKey())));
    }

    @Test
    void startingTwiceStartsOneThread() {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        sweep(Map.of(), (id, session) -> seen.addAll(threads())).start();
        sweep.start();

        await().until(() -> !seen.isEmpty());
        assertThat(seen).hasSize(1);
    }

    @Test
    void betweenTwoSweepsThereIsNoThread() {
        sweep(Map.of(), (id, session) -> told.add(session.key())).start();

        await().until(() -> told.size() == 1);
        assertNoThread();
    }

    @Test
    void withoutExpiryEventsThereIsNoThread() {
        sweep(Map.of("expiryEvents", "false"), (id, session) -> told.add(session.key()))
                .start();

        assertThat(threads()).isEmpty();
    }

    /** Trap 19. */
    @Test
    void theThreadHoldsNoClassLoaderOfTheApplication() {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        List<Thread> seen = new CopyOnWriteArrayList<>();
        here.setContextClassLoader(new ClassLoader() {});
        try {
            sweep(Map.of(), (id, session) -> seen.add(Thread.currentThread())).start();
        } finally {
            here.setContextClassLoader(before);
        }

        await().until(() -> !seen.isEmpty());
        assertThat(seen).allSatisfy(thread -> {
            assertThat(thread.getName()).isEqualTo("dynamosession-expiry " + application);
            assertThat(thread.getContextClassLoader()).isSameAs(ExpirySweep.class.getClassLoader());
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void closeWaitsForAListenerAndItsSessionIsDeleted() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        sweep(Map.of("callTimeout", "PT1M"), (id, session) -> {
                    begun.countDown();
                    pass(mayEnd);
                    told.add(session.key());
                })
                .start();
        pass(begun);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(sweep::close);
        await().until(() -> threads().get(0).getState() == Thread.State.WAITING);
        assertThat(closing).isNotDone();
        mayEnd.countDown();

        assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
        assertThat(told).containsExactly(key);
        assertThat(swept.holds(key)).isFalse();
    }

    @Test
    void listenerThatTakesTooLongIsInterruptedAndItsSessionIsKeptForAnotherNode() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        sweep(Map.of("callTimeout", "PT0.05S", "attemptTimeout", "PT0.05S"), (id, session) -> {
                    begun.countDown();
                    pass(never);
                })
                .start();
        pass(begun);

        sweep.close();

        assertNoThread();
        assertThat(swept.holds(key)).isTrue();
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOutageIsWarnedOfOnce() {
        swept.beforeCall = (method, arguments) -> {
            throw new StoreException("down", null);
        };
        try (Logged logged = Logged.by(ExpirySweep.class)) {
            sweep(Map.of(), (id, session) -> told.add(session.key())).start();
            await().until(() -> logged.of(application).size() == 3);
            swept.beforeCall = (method, arguments) -> {};
            await().until(() -> told.contains(key));

            assertThat(logged.of(application).subList(0, 3))
                    .extracting(LogRecord::getLevel)
                    .containsExactly(Level.WARNING, Level.FINE, Level.FINE);
        }
    }
}
