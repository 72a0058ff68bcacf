package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStoreConfig;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * What DynamoDB itself tells of a table, free of charge. IAM action: {@code dynamodb:DescribeTable}.
 *
 * @param items as DynamoDB counts them every six hours or so, of all kinds
 * @param bytes likewise
 * @param provisioned what the table may use; empty if it is billed on demand
 */
public record TableFacts(String status, long items, long bytes, Optional<Units> provisioned) {

    /** Capacity units a second. */
    public record Units(long read, long write) {}

    /** @throws io.github.dynamosession.store.StoreException if DynamoDB cannot tell */
    public static TableFacts of(SessionStoreConfig config) {
        try (OwnedClient client = OwnedClient.connect(config)) {
            return of(client.client()
                    .describeTable(request -> request.tableName(config.tableName()))
                    .table());
        } catch (SdkException e) {
            throw StoreFailures.of("describe table " + config.tableName(), e);
        }
    }

    private static TableFacts of(TableDescription table) {
        boolean onDemand = table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
        return new TableFacts(
                table.tableStatusAsString(),
                table.itemCount(),
                table.tableSizeBytes(),
                onDemand
                        ? Optional.empty()
                        : Optional.of(new Units(
                                table.provisionedThroughput().readCapacityUnits(),
                                table.provisionedThroughput().writeCapacityUnits())));
    }
}
