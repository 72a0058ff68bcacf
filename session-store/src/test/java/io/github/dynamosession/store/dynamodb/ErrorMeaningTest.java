package io.github.dynamosession.store.dynamodb;

import static io.github.dynamosession.store.Sessions.CREATED;
import static io.github.dynamosession.store.Sessions.NEW;
import static io.github.dynamosession.store.Sessions.changes;
import static io.github.dynamosession.store.Sessions.newKey;
import static io.github.dynamosession.store.Sessions.session;
import static io.github.dynamosession.store.Sessions.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamosession.store.MovableClock;
import io.github.dynamosession.store.SessionTooLargeException;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreRefusalException;
import io.github.dynamosession.store.UserKey;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every error of DynamoDB's documentation, played on the wire to every kind of call that may get it: how often the call is
 * made, what its caller hears, and whether the client is to come back (503) or not (500).
 */
class ErrorMeaningTest {

    private static final int ATTEMPTS = 2;

    /** The calls that a store makes while it serves. */
    private enum Call {
        READ(store -> store.load(newKey())),
        QUERY(store -> store.findByUser(UserKey.ofIndexValue("shop#ann"))),
        PUT(store -> store.create(newKey(), session(NEW, "cart", "one"), "token")),
        UPDATE(store -> store.save(newKey(), changes(set("a", "1"), CREATED))),
        DELETE(store -> store.delete(newKey(), CREATED)),
        TRANSACTION(store ->
                store.rename(newKey(), newKey(), session(NEW, "cart", "one"), changes(set("a", "1"), CREATED)));

        private final Consumer<DynamoDbSessionStore> made;

        Call(Consumer<DynamoDbSessionStore> made) {
            this.made = made;
        }
    }

    private static final Set<Call> ANY = Set.of(Call.values());
    private static final Set<Call> WRITES = Set.of(Call.PUT, Call.UPDATE, Call.DELETE);

    private static final String CAPACITY = "raise the table's capacity or use on-demand billing";
    private static final String CREDENTIALS = "give this process valid credentials and a clock that is right";
    private static final String PERMISSION = "allow this process's IAM role";
    private static final String ENDPOINT = "check the properties region and endpoint";
    private static final String NO_WAY = "not a failure that passes";

    /** What a call gets: status and code, then what becomes of it. */
    private record Row(int status, String code, Set<Call> calls, boolean repeated, boolean temporary, String wayOut) {

        static Row repeated(int status, String code, Set<Call> calls, String wayOut) {
            return new Row(status, code, calls, true, true, wayOut);
        }

        static Row outage(int status, String code, String wayOut) {
            return new Row(status, code, ANY, false, true, wayOut);
        }

        static Row permanent(int status, String code, Set<Call> calls) {
            return new Row(status, code, calls, false, false, NO_WAY);
        }

        String answer() {
            return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"so it is\"}";
        }
    }

    private static final List<Row> TABLE = List.of(
            // the operations' own
            Row.repeated(400, "ProvisionedThroughputExceededException", ANY, CAPACITY),
            Row.repeated(400, "RequestLimitExceeded", ANY, CAPACITY),
            Row.repeated(400, "ThrottlingException", ANY, CAPACITY),
            Row.repeated(400, "LimitExceededException", ANY, CAPACITY),
            Row.repeated(400, "TransactionConflictException", WRITES, "other writes of the item were under way"),
            Row.repeated(400, "ReplicatedWriteConflictException", WRITES, "other writes of the item were under way"),
            Row.repeated(400, "TransactionInProgressException", Set.of(Call.TRANSACTION), "other writes of the item"),
            Row.repeated(500, "InternalServerError", ANY, "so it is"),
            Row.repeated(503, "ServiceUnavailable", ANY, "so it is"),
            Row.outage(400, "ResourceNotFoundException", "check tableName, region and endpoint"),
            Row.outage(421, "InvalidEndpointException", ENDPOINT),
            Row.permanent(400, "ItemCollectionSizeLimitExceededException", WRITES),
            Row.permanent(400, "IdempotentParameterMismatchException", Set.of(Call.TRANSACTION)),
            Row.permanent(400, "ValidationException", ANY),
            Row.permanent(400, "SerializationException", ANY),
            // all of AWS's
            Row.outage(400, "AccessDeniedException", PERMISSION),
            Row.outage(401, "NotAuthorized", PERMISSION),
            Row.outage(403, "OptInRequired", CREDENTIALS),
            Row.outage(400, "UnrecognizedClientException", CREDENTIALS),
            Row.outage(403, "ExpiredTokenException", CREDENTIALS),
            Row.outage(403, "IncompleteSignature", CREDENTIALS),
            Row.outage(400, "IncompleteSignatureException", CREDENTIALS),
            Row.outage(400, "InvalidSignatureException", CREDENTIALS),
            Row.outage(403, "MissingAuthenticationToken", CREDENTIALS),
            Row.outage(400, "MissingAuthenticationTokenException", CREDENTIALS),
            Row.outage(404, "UnknownOperationException", ENDPOINT),
            Row.repeated(500, "InternalFailure", ANY, "so it is"),
            Row.repeated(408, "RequestTimeoutException", ANY, "so it is"),
            Row.repeated(400, "RequestAbortedException", ANY, "so it is"),
            Row.permanent(400, "MalformedHttpRequestException", ANY),
            Row.permanent(413, "RequestEntityTooLargeException", ANY),
            // nobody's
            Row.repeated(502, "SomethingOfAProxy", ANY, "so it is"),
            Row.outage(400, "SomethingNewException", "so it is"));

    static Stream<Arguments> everyErrorOfEveryCall() {
        return TABLE.stream()
                .flatMap(row -> row.calls().stream().sorted().map(call -> Arguments.of(row.code(), call, row)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("everyErrorOfEveryCall")
    void errorIsRepeatedAndToldAsTheTableSays(String code, Call call, Row row) throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(row.status(), row.answer())) {
            assertFails(dynamoDb, call, row.repeated(), row.temporary())
                    .hasMessageContaining(code + " (HTTP " + row.status() + "): so it is")
                    .hasMessageContaining(row.wayOut());
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            CannedDynamoDb dynamoDb, Call call, boolean repeated, boolean temporary) {
        try (OwnedClient client = connect(dynamoDb)) {
            StoreException failure = catchThrowableOfType(StoreException.class, () -> call.made.accept(store(client)));

            assertThat(dynamoDb.requests()).hasSize(repeated ? ATTEMPTS : 1);
            assertThat(failure.isTemporary()).isEqualTo(temporary);
            return assertThat(failure)
                    .isExactlyInstanceOf(temporary ? StoreException.class : StoreRefusalException.class);
        }
    }

    // ------------------------------------------------------------ transactions

    /** The reasons of putting the item under its new id, and of deleting the one under the old. */
    @ParameterizedTest
    @CsvSource({
        "None, TransactionConflict, true, true, other writes of the item were under way",
        "None, ThrottlingError, true, true, raise the table's capacity",
        "ThrottlingError, None, true, true, raise the table's capacity",
        "ProvisionedThroughputExceeded, None, true, true, raise the table's capacity",
        "None, RequestLimitExceeded, true, true, raise the table's capacity",
        "None, InternalServerError, true, true, CancellationReason",
        "ThrottlingError, TransactionConflict, true, true, raise the table's capacity",
        "ConditionalCheckFailed, TransactionConflict, true, true, other writes of the item were under way",
        "TransactionConflict, ConditionalCheckFailed, true, true, other writes of the item were under way",
        "ConditionalCheckFailed, ThrottlingError, true, true, raise the table's capacity",
        "ThrottlingError, ConditionalCheckFailed, true, true, raise the table's capacity",
        "AccessDenied, None, false, true, allow this process's IAM role",
        "AccessDenied, TransactionConflict, false, true, allow this process's IAM role",
        "SomethingNew, None, false, true, why it is SomethingNew",
        "ValidationError, None, false, false, not a failure that passes",
        "ValidationError, TransactionConflict, false, false, not a failure that passes",
        "ConditionalCheckFailed, ValidationError, false, false, not a failure that passes",
        "ItemCollectionSizeLimitExceeded, None, false, false, not a failure that passes",
        "DuplicateItem, None, false, false, not a failure that passes"
    })
    void cancelledRenameIsRepeatedAndToldByAllItsReasons(
            String put, String delete, boolean repeated, boolean temporary, String words) throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(400, cancelled(put, delete))) {
            assertFails(dynamoDb, Call.TRANSACTION, repeated, temporary)
                    .hasMessageContaining("TransactionCanceledException (HTTP 400)")
                    .hasMessageContaining(words.replace("CancellationReason", "why it is " + delete));
        }
    }

    private static String cancelled(String put, String delete) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"Cancelled\","
                + "\"CancellationReasons\":[" + reason(put) + "," + reason(delete) + "]}";
    }

    private static String reason(String code) {
        return "None".equals(code)
                ? "{\"Code\":\"None\"}"
                : "{\"Code\":\"" + code + "\",\"Message\":\"why it is " + code + "\"}";
    }

    @Test
    void renameThatIsThrottledOnceIsDone() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb()
                        .thenAnswer(400, cancelled("None", "ThrottlingError"))
                        .thenAnswer(200, "{}");
                OwnedClient client = connect(dynamoDb)) {
            assertThat(store(client)
                            .rename(newKey(), newKey(), session(NEW, "cart", "one"), changes(set("a", "1"), CREATED)))
                    .isPresent();

            assertThat(dynamoDb.requests()).hasSize(2);
            assertThat(dynamoDb.requests().get(1))
                    .as("the same token: whatever became of the first, it is one write")
                    .isEqualTo(dynamoDb.requests().get(0));
        }
    }

    /** Both conditions were looked at: another session has the new id. */
    @Test
    void refusedConditionsOfARenameAreNoFailureOfTheStore() throws IOException {
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb()
                        .thenAnswer(400, cancelled("ConditionalCheckFailed", "ConditionalCheckFailed"));
                OwnedClient client = connect(dynamoDb)) {
            assertThat(store(client)
                            .rename(newKey(), newKey(), session(NEW, "cart", "one"), changes(set("a", "1"), CREATED)))
                    .isEmpty();
        }
    }

    // ------------------------------------------------------------ words

    /** DynamoDB has no code of its own for it. */
    @Test
    void itemThatIsTooLargeIsToldAsSuch() throws IOException {
        String json =
                "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"Item size to update has"
                        + " exceeded the maximum allowed size\"}";
        try (CannedDynamoDb dynamoDb =
                        new CannedDynamoDb().thenAnswer(400, json).thenAnswer(200, "{}");
                OwnedClient client = connect(dynamoDb)) {
            assertThatThrownBy(() -> store(client).save(newKey(), changes(set("a", "1"), CREATED)))
                    .isInstanceOf(SessionTooLargeException.class);
        }
    }

    @Test
    void keyOfTheTableThatMayNotBeUsedIsNamed() throws IOException {
        String json =
                "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"KMS key access denied\"}";
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(400, json)) {
            assertFails(dynamoDb, Call.READ, false, true).hasMessageContaining("the KMS key that encrypts the table");
        }
    }

    @Test
    void missingTableIsAnotherThingToWhoAsksForItAtStart() throws IOException {
        String json =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"none\"}";
        try (CannedDynamoDb dynamoDb = new CannedDynamoDb().thenAnswer(400, json)) {
            assertThatThrownBy(() -> DynamoDbSessionStore.open(LocalTable.config(dynamoDb.endpoint(), "web", Map.of())))
                    .hasMessageContaining("does not exist; set createTable=true, or create it");
        }
    }

    // ------------------------------------------------------------ complete

    /** What the SDK declares of the operations that are used here, by its model of DynamoDB. */
    @Test
    void everyErrorThatTheSdkKnowsOfTheseOperationsIsInTheTable() {
        Set<String> operations = Set.of(
                "getItem",
                "query",
                "putItem",
                "updateItem",
                "deleteItem",
                "transactWriteItems",
                "describeTable",
                "createTable",
                "describeTimeToLive",
                "updateTimeToLive");
        Set<String> declared = Arrays.stream(DynamoDbClient.class.getMethods())
                .filter(method -> operations.contains(method.getName()))
                .map(Method::getExceptionTypes)
                .flatMap(Arrays::stream)
                .filter(type -> type.getPackageName().endsWith(".dynamodb.model"))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = TABLE.stream().map(Row::code).collect(Collectors.toSet());

        assertThat(declared).hasSizeGreaterThan(10);
        assertThat(declared)
                .filteredOn(name -> !known.contains(name) && !known.contains(name.replaceAll("Exception$", "")))
                .containsExactlyInAnyOrder(
                        "DynamoDbException", // all of them
                        "ConditionalCheckFailedException", // a result
                        "TransactionCanceledException", // see the reasons
                        "ResourceInUseException"); // another node makes the table: TableAdminTest
    }

    private static OwnedClient connect(CannedDynamoDb dynamoDb) {
        return OwnedClient.connect(
                LocalTable.config(dynamoDb.endpoint(), "web", Map.of("maxAttempts", String.valueOf(ATTEMPTS))));
    }

    private static DynamoDbSessionStore store(OwnedClient client) {
        return DynamoDbSessionStore.using(
                client.client(), LocalTable.config("web", Map.of("userIndex", "false")), new MovableClock(CREATED));
    }
}
