package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The SDK's exceptions as ours: what, which, state, way out. */
final class StoreFailures {

    private static final String NO_SPACE = "Item size";
    private static final Pattern DENIED_ACTION = Pattern.compile("not authorized to perform: (\\w+:\\w+)");

    private StoreFailures() {}

    static StoreException of(String what, RuntimeException cause) {
        return new StoreException("cannot " + what + ": " + state(cause) + wayOut(cause), cause);
    }

    /** DynamoDB has no error code of its own for an item of more than 400 KB. */
    static boolean isItemTooLarge(RuntimeException e) {
        if (e instanceof TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream()
                    .anyMatch(reason -> "ValidationError".equals(reason.code()) && saysTooLarge(reason.message()));
        }
        return e instanceof AwsServiceException service && isValidation(service) && saysTooLarge(service.getMessage());
    }

    static boolean isValidation(AwsServiceException e) {
        return "ValidationException".equals(errorCode(e));
    }

    static String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(e.awsErrorDetails().errorCode(), "");
    }

    /** The action that AWS names in the message, of which nothing but that is documented. */
    private static Optional<String> deniedAction(String message) {
        Matcher matcher = DENIED_ACTION.matcher(message);
        return matcher.find() ? Optional.of("the action " + matcher.group(1)) : Optional.empty();
    }

    private static boolean saysTooLarge(@Nullable String message) {
        return message != null && message.contains(NO_SPACE);
    }

    private static String state(RuntimeException e) {
        if (e instanceof AwsServiceException service && !errorCode(service).isEmpty()) {
            return errorCode(service) + " (HTTP " + service.statusCode() + "): "
                    + service.awsErrorDetails().errorMessage();
        }
        return String.valueOf(e.getMessage());
    }

    private static String wayOut(RuntimeException e) {
        if (e instanceof ApiCallTimeoutException || e.getCause() instanceof SocketTimeoutException) {
            return "; check the network, or raise callTimeout and attemptTimeout";
        }
        if (e instanceof AwsServiceException service) {
            return wayOut(errorCode(service), state(e));
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("credentials")) {
            return "; give this process credentials that the AWS SDK's default provider chain finds";
        }
        boolean fromOutside = e instanceof SdkException && !(e instanceof AbortedException);
        return fromOutside ? "; check the network and the properties region and endpoint" : "; is the store closed?";
    }

    private static String wayOut(String errorCode, String state) {
        return switch (errorCode) {
            case "AccessDeniedException" ->
                "; allow this process's IAM role "
                        + deniedAction(state).orElse("the dynamodb: actions of the documentation");
            case "ResourceNotFoundException" -> "; check tableName, region and endpoint";
            case "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded" ->
                "; raise the table's capacity or use on-demand billing";
            default -> "";
        };
    }
}
