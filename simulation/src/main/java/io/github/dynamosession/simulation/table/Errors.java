package io.github.dynamosession.simulation.table;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** What DynamoDB says when it does not do what it is asked. */
public final class Errors {

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private Errors() {}

    static DynamoDbException invalid(String message) {
        return (DynamoDbException) DynamoDbException.builder()
                .message(message)
                .statusCode(CLIENT_ERROR)
                .awsErrorDetails(details("ValidationException", message))
                .build();
    }

    /** @param item null if there is none, or if it was not asked for */
    static ConditionalCheckFailedException conditionFailed(@Nullable Map<String, AttributeValue> item) {
        String message = "The conditional request failed";
        ConditionalCheckFailedException.Builder error = ConditionalCheckFailedException.builder()
                .message(message)
                .statusCode(CLIENT_ERROR)
                .awsErrorDetails(details("ConditionalCheckFailedException", message));
        return (item == null ? error : error.item(item)).build();
    }

    static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
        String message = "Transaction cancelled, please refer cancellation reasons for specific reasons";
        return TransactionCanceledException.builder()
                .message(message)
                .statusCode(CLIENT_ERROR)
                .awsErrorDetails(details("TransactionCanceledException", message))
                .cancellationReasons(reasons)
                .build();
    }

    /** Another transaction has the item at this moment: what a single write is told. */
    public static TransactionConflictException conflict() {
        String message = "Transaction is ongoing for the item";
        return TransactionConflictException.builder()
                .message(message)
                .statusCode(CLIENT_ERROR)
                .awsErrorDetails(details("TransactionConflictException", message))
                .build();
    }

    /** The same, as a transaction of so many items is told. */
    public static TransactionCanceledException conflictOf(int items) {
        CancellationReason conflict = CancellationReason.builder()
                .code("TransactionConflict")
                .message("Transaction is ongoing for the item")
                .build();
        CancellationReason none = CancellationReason.builder().code("None").build();
        return cancelled(IntStream.range(0, items)
                .mapToObj(item -> item == 0 ? conflict : none)
                .toList());
    }

    public static ProvisionedThroughputExceededException throttled() {
        String message = "The level of configured provisioned throughput for the table was exceeded";
        return ProvisionedThroughputExceededException.builder()
                .message(message)
                .statusCode(CLIENT_ERROR)
                .awsErrorDetails(details("ProvisionedThroughputExceededException", message))
                .build();
    }

    public static InternalServerErrorException internal() {
        String message = "Internal server error";
        return InternalServerErrorException.builder()
                .message(message)
                .statusCode(SERVER_ERROR)
                .awsErrorDetails(details("InternalServerError", message))
                .build();
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("DynamoDb")
                .build();
    }
}
