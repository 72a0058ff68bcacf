package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * Sees at start that the table is there and right. IAM actions: {@code dynamodb:DescribeTable}, {@code
 * DescribeTimeToLive}, {@code GetItem}; to create it also {@code CreateTable}, {@code UpdateTimeToLive}.
 */
final class TableAdmin {

    /** DynamoDB creates a table within seconds, mostly. */
    private static final Duration CREATION_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration CREATION_POLL = Duration.ofMillis(500);

    private final DynamoDbClient client;
    private final SessionStoreConfig config;
    private final String toCreateIt;
    private final String tableName;

    TableAdmin(DynamoDbClient client, SessionStoreConfig config) {
        this(client, config, "set createTable=true");
    }

    /** @param toCreateIt how those who read the messages have a table created or completed */
    TableAdmin(DynamoDbClient client, SessionStoreConfig config, String toCreateIt) {
        this.client = client;
        this.config = config;
        this.toCreateIt = toCreateIt;
        this.tableName = config.tableName();
    }

    /**
     * Creates the table if the configuration says so, and checks it.
     *
     * @throws InvalidConfigurationException naming all that is wrong with the table
     * @throws io.github.dynamosession.store.StoreException if DynamoDB cannot be asked
     */
    void prepare() {
        opening(() -> check(describe().orElseGet(this::create)));
    }

    /**
     * Reads from the table once, so that the first user's request finds the client warm.
     *
     * @throws io.github.dynamosession.store.StoreException if DynamoDB cannot be asked
     */
    void warmUp() {
        opening(() -> client.getItem(request -> request.tableName(tableName)
                .key(Map.of(SessionTable.ID, AttributeValues.text("warm-up")))
                .consistentRead(true)));
    }

    /** Both, on the same client. */
    void prepareAndWarmUp() {
        prepare();
        warmUp();
    }

    private void opening(Runnable calls) {
        try {
            calls.run();
        } catch (SdkException e) {
            throw StoreFailures.of("open table " + place(), e);
        }
    }

    private void check(TableDescription found) {
        TableDescription table = found.tableStatus() == TableStatus.CREATING ? untilActive() : found;
        List<String> violations = new ArrayList<>(TableSchema.violations(table, config.userIndex()));
        checkTimeToLive().ifPresent(violations::add);
        if (!violations.isEmpty()) {
            throw new InvalidConfigurationException(violations.stream()
                    .map(violation -> "table " + place() + " " + violation)
                    .toList());
        }
    }

    private Optional<TableDescription> describe() {
        try {
            return Optional.of(client.describeTable(describeRequest()).table());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private TableDescription create() {
        if (!config.createTable()) {
            throw new InvalidConfigurationException(List.of("table " + place() + " does not exist; " + toCreateIt
                    + ", or create it: " + TableSchema.DESCRIPTION));
        }
        try {
            client.createTable(TableSchema.createRequest(tableName));
        } catch (ResourceInUseException e) {
            // another node that starts now was faster; it creates the same table
        }
        return untilActive();
    }

    private TableDescription untilActive() {
        try (DynamoDbWaiter waiter = client.waiter()) {
            waiter.waitUntilTableExists(describeRequest(), waiting());
        }
        return client.describeTable(describeRequest()).table();
    }

    private static WaiterOverrideConfiguration waiting() {
        return WaiterOverrideConfiguration.builder()
                .maxAttempts((int) CREATION_TIMEOUT.dividedBy(CREATION_POLL))
                .waitTimeout(CREATION_TIMEOUT)
                .backoffStrategyV2(BackoffStrategy.fixedDelay(CREATION_POLL))
                .build();
    }

    private Optional<String> checkTimeToLive() {
        TimeToLiveDescription timeToLive = timeToLive();
        if (isOn(timeToLive)) {
            return isOurs(timeToLive)
                    ? Optional.empty()
                    : Optional.of("deletes by the TTL attribute " + timeToLive.attributeName() + ", not by "
                            + SessionTable.TTL + "; turn that TTL off, or use another table");
        }
        if (!config.createTable()) {
            return Optional.of("has TTL off, so that expired sessions would stay for ever; " + toCreateIt + ", or:"
                    + " aws dynamodb update-time-to-live --table-name " + tableName
                    + " --time-to-live-specification Enabled=true,AttributeName=" + SessionTable.TTL);
        }
        enableTimeToLive();
        return Optional.empty();
    }

    /** Of nodes that start together all but one are refused, in words that depend on how far the one has got. */
    private void enableTimeToLive() {
        try {
            client.updateTimeToLive(request -> request.tableName(tableName)
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(SessionTable.TTL)));
        } catch (DynamoDbException e) {
            TimeToLiveDescription now = timeToLive();
            if (!isOn(now) || !isOurs(now)) {
                throw e;
            }
        }
    }

    private TimeToLiveDescription timeToLive() {
        return client.describeTimeToLive(request -> request.tableName(tableName))
                .timeToLiveDescription();
    }

    private static boolean isOn(TimeToLiveDescription timeToLive) {
        TimeToLiveStatus status = timeToLive.timeToLiveStatus();
        return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
    }

    private static boolean isOurs(TimeToLiveDescription timeToLive) {
        return SessionTable.TTL.equals(timeToLive.attributeName());
    }

    private DescribeTableRequest describeRequest() {
        return DescribeTableRequest.builder().tableName(tableName).build();
    }

    private String place() {
        return tableName + " (region " + client.serviceClientConfiguration().region()
                + config.endpoint()
                        .map(uri -> ", endpoint " + uri.getHost() + ":" + uri.getPort())
                        .orElse("")
                + ")";
    }
}
