package io.github.dynamosession.store.dynamodb;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What an error of DynamoDB means for the call that it answers. This is the one table of its codes: those of the
 * operations that are used here, those that all of AWS has in common, and the reasons of cancelled transactions.
 *
 * <p>The later of two meanings counts if a transaction has reasons of both: what can never succeed is not repeated, and
 * what is to be repeated is not taken for a refused condition, as the other write or the next attempt may change that.
 */
enum ErrorMeaning {
    /** The caller's own question was answered with no: its condition does not hold, or what it makes is being made. */
    REFUSED(
            false,
            true,
            "",
            "None", // of a transaction of which another item is the reason
            "ConditionalCheckFailed",
            "ConditionalCheckFailedException",
            "ResourceInUseException",
            "TableAlreadyExistsException"),

    /** Nobody knows this code: not repeated, but for all that is known the next request may succeed. */
    UNKNOWN(false, true, "", "TransactionCanceledException"), // without a reason

    /** Another write of the same item was under way; the next attempt comes after it. */
    CONFLICT(
            true,
            true,
            "; other writes of the item were under way at each attempt",
            "TransactionConflict",
            "TransactionConflictException",
            "TransactionInProgressException",
            "ReplicatedWriteConflictException"),

    /** More calls than the table, an index, one key of either, or the account may have at this moment. */
    THROTTLED(
            true,
            true,
            "; raise the table's capacity or use on-demand billing; if that is so, one key or the account gets more calls"
                    + " than DynamoDB serves",
            "ProvisionedThroughputExceeded",
            "ProvisionedThroughputExceededException",
            "ThrottlingError",
            "ThrottlingException",
            "Throttling",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "SlowDown",
            "LimitExceededException"),

    /** DynamoDB's own fault; so is every status of 500 and above. */
    OUTAGE(
            true,
            true,
            "",
            "InternalServerError",
            "InternalServerErrorException",
            "InternalFailure",
            "InternalError",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "RequestTimeout",
            "RequestTimeoutException",
            "RequestAbortedException"),

    /** The table is not there: absent for who asks whether it is, wrong settings for everyone else. */
    NO_TABLE(
            false,
            true,
            "; check tableName, region and endpoint",
            "ResourceNotFoundException",
            "TableNotFoundException"),

    /** Not the service that was meant. */
    WRONG_ENDPOINT(
            false,
            true,
            "; check the properties region and endpoint",
            "InvalidEndpointException",
            "UnknownOperationException"),

    /** DynamoDB does not know, or not believe, who calls. Also a clock that is wrong, if the SDK cannot make up for it. */
    BAD_CREDENTIALS(
            false,
            true,
            "; give this process valid credentials and a clock that is right",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired"),

    /** The caller may not do this; or the table's KMS key, which the message names then, may not be used. */
    DENIED(false, true, "", "AccessDenied", "AccessDeniedException", "NotAuthorized"),

    /** The request cannot be right at any time. */
    INVALID(
            false,
            false,
            "; not a failure that passes: change what the application keeps in the session, or report it",
            "ValidationException",
            "ValidationError",
            "SerializationException",
            "MalformedHttpRequestException",
            "RequestEntityTooLargeException",
            "ItemCollectionSizeLimitExceeded",
            "ItemCollectionSizeLimitExceededException",
            "IdempotentParameterMismatchException",
            "DuplicateItem",
            "DuplicateItemException");

    private static final Map<String, ErrorMeaning> BY_CODE = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(meaning -> meaning.codes.forEach(code -> BY_CODE.put(code, meaning)));
    }

    private static final int FIRST_SERVER_ERROR = 500;

    private final boolean repeated;
    private final boolean temporary;
    private final String wayOut;
    private final List<String> codes;

    ErrorMeaning(boolean repeated, boolean temporary, String wayOut, String... codes) {
        this.repeated = repeated;
        this.temporary = temporary;
        this.wayOut = wayOut;
        this.codes = List.of(codes);
    }

    static ErrorMeaning of(AwsServiceException e) {
        if (e instanceof TransactionCanceledException cancelled && cancelled.hasCancellationReasons()) {
            return cancelled.cancellationReasons().stream()
                    .map(ErrorMeaning::of)
                    .reduce(REFUSED, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        ErrorMeaning known = BY_CODE.get(code(e));
        if (known == null) {
            return e.statusCode() >= FIRST_SERVER_ERROR ? OUTAGE : UNKNOWN;
        }
        return known;
    }

    private static ErrorMeaning of(CancellationReason reason) {
        return reason.code() == null ? REFUSED : BY_CODE.getOrDefault(reason.code(), UNKNOWN);
    }

    /** Empty if the answer has none, as it is not DynamoDB's. */
    static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
    }

    /** Whether the client makes the call again by itself, while there are attempts and time. */
    boolean isRepeated() {
        return repeated;
    }

    /** Whether the same request may succeed later, when DynamoDB or an operator has done something. */
    boolean isTemporary() {
        return temporary;
    }

    String wayOut() {
        return wayOut;
    }
}
