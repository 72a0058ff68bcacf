package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.Logged;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A node that is started while DynamoDB cannot be reached: it starts, refuses, and serves as soon as it can. */
class TableGateTest {

    private static final Region REGION = Region.US_EAST_1;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** With DynamoDB's own endpoint, which the SDK makes of the Region. */
    private final SessionStoreConfig config =
            LocalTable.config(URI.create("http://unused"), "web", Map.of("endpoint", ""));

    private final DynamoDb dynamoDb = new DynamoDb();

    /** What a look at the table meets. */
    private static final class DynamoDb implements Runnable {

        private final AtomicInteger looks = new AtomicInteger();
        private volatile @Nullable RuntimeException trouble;

        @Override
        public void run() {
            looks.incrementAndGet();
            RuntimeException now = trouble;
            if (now instanceof SdkException) {
                throw StoreFailures.of("open table web", now);
            }
            if (now != null) {
                throw now;
            }
        }
    }

    static List<RuntimeException> outages() {
        return List.of(
                client(new ConnectException("Connection refused")),
                client(new SocketTimeoutException("Read timed out")),
                client(new UnknownHostException("dynamodb.us-east-1.amazonaws.com")),
                ApiCallTimeoutException.create(5000),
                answer("InternalServerError", 500),
                answer("", 502),
                answer("ThrottlingException", 400));
    }

    static List<RuntimeException> faultsOfTheConfiguration() {
        return List.of(
                new InvalidConfigurationException(List.of("table web does not exist")),
                client(new SSLHandshakeException("unable to find valid certification path")),
                SdkClientException.create("Unable to load credentials from any of the providers in the chain"),
                answer("AccessDeniedException", 400),
                answer("UnrecognizedClientException", 400));
    }

    private static SdkClientException client(IOException cause) {
        return SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);
    }

    private static RuntimeException answer(String code, int status) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("said so")
                        .build())
                .build();
    }

    private TableGate gate() {
        TableGate gate = TableGate.of(config, REGION, dynamoDb);
        gate.admit(config.applicationName());
        return gate;
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageDoesNotStopTheStartAndCallsAreServedWhenItIsOver(RuntimeException outage) {
        dynamoDb.trouble = outage;
        try (TableGate gate = gate()) {
            assertThat(gate.refusal()).hasValueSatisfying(refusal -> {
                assertThat(refusal).hasMessageContaining("cannot open table web");
                assertThat(refusal.isTemporary()).isTrue();
            });

            dynamoDb.trouble = null;
            await().atMost(PATIENCE).until(() -> gate.refusal().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheConfiguration")
    void whatSomebodyHasToChangeStopsTheStartAtOnce(RuntimeException fault) {
        dynamoDb.trouble = fault;

        assertThatCode(() -> TableGate.of(config, REGION, dynamoDb)).isInstanceOf(RuntimeException.class);
        assertThat(dynamoDb.looks).hasValue(1);
    }

    @Test
    void hostThatAPersonTypedIsAFaultOfTheConfigurationIfNobodyKnowsIt() {
        dynamoDb.trouble = client(new UnknownHostException("dynamo"));
        SessionStoreConfig typed = LocalTable.config(URI.create("http://dynamo:8000"), "web", Map.of());

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> TableGate.of(typed, REGION, dynamoDb));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> TableGate.of(config, Region.of("eu-cental-1"), dynamoDb));
    }

    @Test
    void callsThatAreRefusedDoNotWaitForDynamoDb() {
        dynamoDb.trouble = client(new ConnectException("Connection refused"));
        try (TableGate gate = gate()) {
            for (int i = 0; i < 1000; i++) {
                assertThat(gate.refusal()).isPresent();
            }
        }
        assertThat(dynamoDb.looks.get()).isLessThan(100);
    }

    /** What is found late cannot stop a start that is over: it is told to every caller, and in the log, once. */
    @Test
    void tableThatIsWrongStaysShutUntilItIsRight() {
        dynamoDb.trouble = client(new ConnectException("Connection refused"));
        try (Logged log = Logged.by(TableGate.class);
                TableGate gate = gate()) {
            dynamoDb.trouble = new InvalidConfigurationException(List.of("table web has TTL off"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(gate.refusal())
                    .hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContaining("has TTL off")));
            int looks = dynamoDb.looks.get();
            await().atMost(PATIENCE).until(() -> dynamoDb.looks.get() > looks + 1);
            assertThat(log.warnings()).hasSize(2);
            assertThat(log.warnings().get(0)).contains("sessions of shop", "Connection refused", "get 503");
            assertThat(log.warnings().get(1)).contains("sessions of shop", "has TTL off");

            dynamoDb.trouble = null;
            await().atMost(PATIENCE).until(() -> gate.refusal().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threadThatLooksEndsWithTheOutageAndWithTheStore(boolean outageEnds) {
        dynamoDb.trouble = client(new ConnectException("Connection refused"));
        TableGate gate = gate();
        await().atMost(PATIENCE).until(TableGateTest::somebodyLooks);
        if (outageEnds) {
            dynamoDb.trouble = null;
        } else {
            gate.close();
        }
        await().atMost(PATIENCE).until(() -> !somebodyLooks());
    }

    private static boolean somebodyLooks() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("dynamosession-start shop"));
    }

    /** On the real client: the port is free at first, and then it is DynamoDB Local's. */
    @Test
    void storeThatIsOpenedBeforeDynamoDbIsThereMakesItsTableLater() throws IOException {
        int port = Ports.free();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        SessionStoreConfig late = LocalTable.config(endpoint, LocalTable.newName(), Map.of("createTable", "true"));
        try (DynamoDbSessionStore store = DynamoDbSessionStore.open(late)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.load(newKey()))
                    .withMessageContaining("refused");
            assertThat(store.statistics().failures()).isOne();
            assertThat(store.obstacle())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("cannot open table", "refused"));

            try (LossyWire wire = new LossyWire(port)) {
                assertThat(wire.endpoint()).isEqualTo(endpoint);
                await().atMost(PATIENCE).untilAsserted(() -> assertThatCode(() -> store.load(newKey()))
                        .doesNotThrowAnyException());
                assertThat(store.obstacle()).isEmpty();
            }
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.load(newKey()));
            assertThat(store.obstacle()).as("in an outage that comes later").isEmpty();
        }
    }
}
