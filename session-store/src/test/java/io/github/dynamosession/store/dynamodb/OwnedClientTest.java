package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of an opened store: its errors, its retries, and that nothing of it outlives the store. */
class OwnedClientTest {

    private static final Map<String, String> IMPATIENT = Map.of("callTimeout", "PT1S", "attemptTimeout", "PT0.4S");
    private static final String CONFLICT = """
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",
             "CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict"}]}""";

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static DynamoDbSessionStore open(URI endpoint) {
        return DynamoDbSessionStore.open(LocalTable.config(endpoint, "web", IMPATIENT));
    }

    /** Trap 19. */
    @Test
    void closedStoreLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        try (LocalTable table = LocalTable.createWithTtl()) {
            DynamoDbSessionStore store = DynamoDbSessionStore.open(LocalTable.config(table.name(), Map.of()));
            store.load(newKey());
            assertThat(threads()).hasSizeGreaterThan(before.size());
            store.close();
        }

        await().pollInSameThread().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(before).containsAll(threads());
            // not even one that an earlier test left: the SDK's clients share it
            assertThat(threads()).extracting(Thread::getName).doesNotContain("idle-connection-reaper");
        });
    }

    /** Trap 19: a thread that outlives a reload of the web application must not hold its classes. */
    @Test
    void threadsDoNotHoldTheClassLoaderOfTheApplicationThatOpensTheStore() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader usual = current.getContextClassLoader();
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, "{}");
                URLClassLoader application = new URLClassLoader(new URL[0], usual)) {
            Set<Thread> before = threads();
            current.setContextClassLoader(application);
            try (OwnedClient client = connect(dynamoDb.endpoint(), Map.of());
                    DynamoDbSessionStore store = store(client)) {
                store.load(newKey());
                Set<Thread> started = threads();
                started.removeAll(before);

                assertThat(started)
                        .extracting(Thread::getName)
                        .contains("dynamosession-timeouts", "idle-connection-reaper");
                assertThat(started).noneMatch(thread -> thread.getContextClassLoader() == application);
                assertThat(current.getContextClassLoader()).isSameAs(application);
            }
        } finally {
            current.setContextClassLoader(usual);
        }
    }

    @Test
    void clientOfTheCallerStaysOpen() {
        try (LocalTable table = LocalTable.createWithTtl()) {
            DynamoDbClient client = table.client();
            table.open(new MovableClock(CREATED)).close();

            assertThatCode(() -> client.describeTable(request -> request.tableName(table.name())))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void callAfterCloseIsAStoreException() {
        try (LocalTable table = LocalTable.createWithTtl()) {
            DynamoDbSessionStore store = DynamoDbSessionStore.open(LocalTable.config(table.name(), Map.of()));
            store.close();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.load(newKey()))
                    .withMessageStartingWith("cannot load session ");
        }
    }

    /** Trap 21. */
    @Test
    void unreachableEndpointIsNamedAtOnce() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        Instant start = Instant.now();

        try (DynamoDbSessionStore store = open(URI.create("http://127.0.0.1:" + port))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.load(newKey()))
                    .withMessageContaining("cannot open table web (region us-east-1, endpoint 127.0.0.1:" + port + ")")
                    .withMessageContaining("refused")
                    .withMessageContaining("check the network and the properties region and endpoint");
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    /** Trap 21. */
    @Test
    void endpointThatNeverAnswersIsGivenUpAtStart() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Instant start = Instant.now();

            try (DynamoDbSessionStore store = open(URI.create("http://127.0.0.1:" + mute.getLocalPort()))) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.load(newKey()))
                        .withMessageContaining("cannot open table web")
                        .withMessageContaining("raise callTimeout and attemptTimeout");
            }

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
        }
    }

    /** Trap 21. */
    @ParameterizedTest
    @CsvSource({"AccessDeniedException,IAM role", "UnrecognizedClientException,''"})
    void refusalByDynamoDbIsToldWithItsOwnWords(String code, String wayOut) throws IOException {
        String json = "{\"__type\":\"com.amazon.coral.service#" + code + "\",\"message\":\"User: u is not welcome\"}";
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(400, json)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> open(dynamoDb.endpoint()))
                    .withMessageContaining("cannot open table web")
                    .withMessageContaining(code + " (HTTP 400): User: u is not welcome")
                    .withMessageContaining(wayOut);
        }
    }

    /** A proxy, or a DynamoDB Local that lacks a jar. */
    @Test
    void answerThatIsNotDynamoDbsIsReportedAsItCame() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(502, "<html>Bad Gateway</html>")) {
            try (DynamoDbSessionStore store = open(dynamoDb.endpoint())) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.load(newKey()))
                        .withMessageContaining("cannot open table web")
                        .withMessageContaining("Service returned HTTP status code 502");
            }
        }
    }

    /** Trap 21. */
    @Test
    void missingCredentialsAreToldWithTheWayOut() throws IOException {
        String accessKey = System.clearProperty("aws.accessKeyId");
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(200, "{}")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> open(dynamoDb.endpoint()))
                    .withMessageContaining("no credentials in system properties, environment (AWS_ACCESS_KEY_ID)")
                    .withMessageContaining("give this process credentials")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
            assertThat(dynamoDb.requests()).isEmpty();
        } finally {
            System.setProperty("aws.accessKeyId", accessKey);
        }
    }

    /** Trap 21. */
    @Test
    void missingRegionIsToldWithTheWayOut() {
        SessionStoreConfig config = LocalTable.config("web", Map.of("region", ""));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> DynamoDbSessionStore.open(config))
                .withMessageContaining("region is not set")
                .withMessageContaining("region=us-east-1");
    }

    /** Trap 20: an attempt is bounded, and so are all of them: a third one would not fit into the time of the call. */
    @Test
    void attemptsThatAreNotAnsweredEndWithinTheCallTimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OwnedClient client = connect(URI.create("http://127.0.0.1:" + mute.getLocalPort()), IMPATIENT);
                DynamoDbSessionStore store = store(client)) {
            Instant start = Instant.now();

            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.load(newKey()));

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(800), Duration.ofSeconds(4));
            assertThat(store.statistics().failures()).isOne();
        }
    }

    /** It would end an attempt whose answer is there, and whose thread waits for a processor. */
    @Test
    void noTimerEndsAnAttempt() {
        try (OwnedClient client = connect(URI.create("http://127.0.0.1:8000"), IMPATIENT)) {
            ClientOverrideConfiguration overrides =
                    client.client().serviceClientConfiguration().overrideConfiguration();

            assertThat(overrides.apiCallAttemptTimeout()).isEmpty();
            assertThat(overrides.apiCallTimeout()).contains(Duration.ofSeconds(3));
            assertThat(overrides.retryStrategy()).containsInstanceOf(TimelyRetryStrategy.class);
        }
    }

    @Test
    void transactionConflictIsTriedAgainWithTheSameToken() throws IOException {
        try (CannedDynamoDb dynamoDb =
                        new CannedDynamoDb().thenAnswer(400, CONFLICT).thenAnswer(200, "{}");
                OwnedClient client = connect(dynamoDb.endpoint(), Map.of());
                DynamoDbSessionStore store = store(client)) {

            assertThat(store.rename(newKey(), newKey(), session(NEW, "cart", "one"), changes(set("a", "1"), CREATED)))
                    .isPresent();

            assertThat(dynamoDb.requests()).hasSize(2);
            assertThat(dynamoDb.requests().get(1)).isEqualTo(dynamoDb.requests().get(0));
        }
    }

    @Test
    void endlessTransactionConflictIsAnErrorAfterTheConfiguredAttempts() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(400, CONFLICT);
                OwnedClient client = connect(dynamoDb.endpoint(), Map.of());
                DynamoDbSessionStore store = store(client)) {

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.rename(
                            newKey(), newKey(), session(NEW, "cart", "one"), changes(set("a", "1"), CREATED)))
                    .withMessageStartingWith("cannot rename session ");

            assertThat(dynamoDb.requests()).hasSize(5);
        }
    }

    @Test
    void writeDuringARenameIsTriedAgain() throws IOException {
        String conflict = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionConflictException\"}";
        try (CannedDynamoDb dynamoDb =
                        new CannedDynamoDb().thenAnswer(400, conflict).thenAnswer(200, "{}");
                OwnedClient client = connect(dynamoDb.endpoint(), Map.of());
                DynamoDbSessionStore store = store(client)) {

            assertThat(store.save(newKey(), changes(set("a", "1"), CREATED))).isPresent();

            assertThat(dynamoDb.requests()).hasSize(2);
        }
    }

    private static OwnedClient connect(URI endpoint, Map<String, String> more) {
        return OwnedClient.connect(LocalTable.config(endpoint, "web", more));
    }

    private static DynamoDbSessionStore store(OwnedClient client) {
        return DynamoDbSessionStore.using(
                client.client(), LocalTable.config("web", Map.of()), new MovableClock(CREATED));
    }
}
