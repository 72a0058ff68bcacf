package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.github.dynamosession.store.MetricsListener;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionMetrics;
import io.github.dynamosession.store.SessionTracer;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.Told;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What listeners are told of calls to DynamoDB, and what it costs if there are none. */
class ToldCallsTest {

    private static final String THROTTLED =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"slow down\"}";
    private static final String CONFLICT =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionConflictException\",\"message\":\"ongoing\"}";
    private static final String OUTAGE =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\",\"message\":\"internal\"}";

    private final SessionKey key = newKey();

    private static DynamoDbSessionStore store(CannedDynamoDb dynamoDb) {
        return DynamoDbSessionStore.connect(LocalTable.config(dynamoDb.endpoint(), "web", Map.of("maxAttempts", "3")));
    }

    @Test
    void eachCallIsToldWithItsUnitsAndWhatBecameOfIt() {
        try (LocalTable table = LocalTable.create()) {
            DynamoDbSessionStore store = table.open(new MovableClock(CREATED));
            Told told = Told.by(store.metrics());

            store.create(key, session(NEW, "cart", "one"), "token");
            store.load(key);
            store.save(key, changes(set("cart", "two"), CREATED));
            store.save(newKey(), changes(set("cart", "two"), CREATED));

            assertThat(told.lines("call"))
                    .startsWith("call create SUCCESS", "call load SUCCESS")
                    .contains("call save SUCCESS")
                    .endsWith("call save CONFLICT");
            assertThat(told.lines("units")).contains("units create 0.0 2.0", "units load 1.0 0.0");
        }
    }

    @Test
    void attemptsThatAreMadeAgainAreToldByTheirReason() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbSessionStore store = store(dynamoDb)) {
            dynamoDb.thenAnswer(400, THROTTLED).thenAnswer(500, OUTAGE).thenAnswer(200, "{}");
            Told told = Told.by(store.metrics());

            store.load(key);

            assertThat(told.lines("repetition")).containsExactly("repetition load THROTTLED", "repetition load ERROR");
            assertThat(told.lines()).endsWith("units load 0.0 0.0", "call load SUCCESS");
        }
    }

    @Test
    void anAttemptWithoutAnAnswerAndOneThatMetAnotherWriteAreToldApart() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbSessionStore store = store(dynamoDb)) {
            dynamoDb.thenAnswer(200, "{}").thenAnswer(400, CONFLICT).thenAnswer(200, "{}");
            dynamoDb.beforeTheNextAnswer(() -> {
                throw new IllegalStateException("hangs up, as the test wants");
            });
            Told told = Told.by(store.metrics());

            store.touch(key, NEW);

            assertThat(told.lines("repetition"))
                    .containsExactly("repetition touch SILENCE", "repetition touch CONFLICT");
        }
    }

    @Test
    void attemptsOfACallersOwnClientAreToldToHisPublishersToo() throws IOException {
        List<MetricCollection> published = new CopyOnWriteArrayList<>();
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbClient client = ownClient(dynamoDb, List.of(publisher(published)))) {
            dynamoDb.thenAnswer(500, OUTAGE).thenAnswer(200, "{}");
            DynamoDbSessionStore store = DynamoDbSessionStore.using(
                    client, LocalTable.config(dynamoDb.endpoint(), "web", Map.of()), new MovableClock(CREATED));
            Told told = Told.by(store.metrics());

            store.load(key);

            assertThat(told.lines("repetition")).containsExactly("repetition load ERROR");
            assertThat(published).hasSize(1);
        }
    }

    private static DynamoDbClient ownClient(CannedDynamoDb dynamoDb, List<MetricPublisher> publishers) {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .overrideConfiguration(overrides -> overrides.metricPublishers(publishers))
                .build();
    }

    private static MetricPublisher publisher(List<MetricCollection> published) {
        return new MetricPublisher() {
            @Override
            public void publish(MetricCollection collection) {
                published.add(collection);
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void eachAttemptTellsItsWaitForAConnection() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbSessionStore store = store(dynamoDb)) {
            dynamoDb.thenAnswer(500, OUTAGE).thenAnswer(200, "{}");
            Told told = Told.by(store.metrics());

            store.load(key);

            assertThat(told.lines("connection"))
                    .containsExactly("connection 1 leased 0 pending", "connection 1 leased 0 pending");
        }
    }

    @Test
    void theWaitForATurnIsToldAsAWaitForAConnection() throws IOException {
        SessionMetrics metrics = new SessionMetrics();
        AtomicLong told = new AtomicLong();
        metrics.listen(new MetricsListener() {
            @Override
            public void connectionWait(long nanoseconds, int leased, int pending) {
                told.addAndGet(nanoseconds);
            }
        });
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, "{}");
                OwnedClient owned = OwnedClient.connect(LocalTable.config(dynamoDb.endpoint(), "web", Map.of()))) {
            Turns turns = Turns.of(1, Duration.ofMinutes(1));
            CallRunner runner = new CallRunner(owned.client(), turns, "web", new CallCounter(metrics));
            turns.begin(Operation.LOAD, "session 1");
            CompletableFuture<?> second = CompletableFuture.supplyAsync(() -> runner.call(
                    Operation.LOAD,
                    "session 2",
                    client -> client.getItem(
                            request -> request.tableName("web").key(Map.of("id", AttributeValues.text("2"))))));
            await().until(() -> turns.waiting() == 1);
            long begin = System.nanoTime();
            await().pollDelay(Duration.ofMillis(300)).until(() -> turns.waiting() == 1);
            long atLeast = System.nanoTime() - begin;

            turns.end();

            second.join();
            assertThat(told.get()).isGreaterThanOrEqualTo(atLeast);
        }
    }

    @Test
    void callsThatFailAreToldApartFromThoseThatAreThrottled() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbSessionStore store = store(dynamoDb)) {
            Told told = Told.by(store.metrics());
            for (int attempt = 0; attempt < 3; attempt++) {
                dynamoDb.thenAnswer(400, THROTTLED);
            }
            dynamoDb.thenAnswer(500, OUTAGE);

            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.load(key));
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.load(key));

            assertThat(told.lines("call")).containsExactly("call load THROTTLED", "call load FAILURE");
        }
    }

    @Test
    void aCallIsASpanThatKnowsItsTableAndItsAttempts() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbSessionStore store = store(dynamoDb)) {
            dynamoDb.thenAnswer(500, OUTAGE).thenAnswer(200, "{}");
            List<String> spans = new ArrayList<>();
            store.metrics().trace(new SessionTracer() {
                @Override
                public Span callBegins(String call, String table, boolean hidden) {
                    spans.add(call + " to " + table + (hidden ? " hidden" : ""));
                    return new Span() {
                        @Override
                        public void asked(String operation, int attempts) {
                            spans.add(operation + " " + attempts);
                        }

                        @Override
                        public void end(MetricsListener.Outcome outcome) {
                            spans.add("end " + outcome);
                        }
                    };
                }

                @Override
                public Span lockWaitBegins() {
                    return NO_SPAN;
                }

                @Override
                public void sessionCreated() {}
            });

            store.load(key);

            assertThat(spans).containsExactly("load to web", "GetItem 2", "end SUCCESS");
        }
    }

    @Test
    void aListenerThatFailsHarmsNobodyAndOneThatEndedIsToldNothing() {
        SessionMetrics metrics = new SessionMetrics();
        List<String> ended = new ArrayList<>();
        Runnable end = metrics.listen(new MetricsListener() {
            @Override
            public void storeRepetition(String call, Repetition why) {
                ended.add("told");
            }
        });
        metrics.listen(new MetricsListener() {
            @Override
            public void storeRepetition(String call, Repetition why) {
                throw new IllegalStateException("as the test wants");
            }
        });
        Told told = Told.by(metrics);

        metrics.storeRepetition("load", MetricsListener.Repetition.SILENCE);
        end.run();
        metrics.storeRepetition("load", MetricsListener.Repetition.CONFLICT);

        assertThat(told.lines()).containsExactly("repetition load SILENCE", "repetition load CONFLICT");
        assertThat(ended).hasSize(1);
    }

    @Test
    void aCallAllocatesNothingForListenersThatAreNotThere() throws IOException {
        SessionMetrics metrics = new SessionMetrics();
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb();
                DynamoDbClient client = ownClient(dynamoDb, List.of())) {
            CallRunner runner = new CallRunner(client, Turns.unlimited(), "web", new CallCounter(metrics));
            int calls = 10_000;
            allocatedBy(runner, calls); // the first ones load classes

            long unheard = allocatedBy(runner, calls);
            Told.by(metrics);
            long heard = allocatedBy(runner, calls);

            assertThat(unheard).as("bytes of all calls").isLessThan(calls);
            assertThat(heard).isGreaterThan(calls);
        }
    }

    private static long allocatedBy(CallRunner runner, int calls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < calls; call++) {
            runner.call(Operation.SAVE, "a session", client -> "done");
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
