package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoreRefusalException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The SDK's exceptions as ours: what, which, state, way out. */
final class StoreFailures {

    private static final String NO_SPACE = "Item size";

    /** What the SDK then says of each provider takes two thousand characters; who needs it finds it in the cause. */
    private static final String NO_CREDENTIALS = "Unable to load credentials from any of the providers";

    private static final String WHERE_CREDENTIALS_ARE_LOOKED_FOR = "no credentials in system properties, environment"
            + " (AWS_ACCESS_KEY_ID), web identity, AWS profile, container or instance role";
    private static final Pattern DENIED_ACTION = Pattern.compile("not authorized to perform: (\\w+:\\w+)");

    private StoreFailures() {}

    static StoreException of(String what, RuntimeException cause) {
        String message = "cannot " + what + ": " + state(cause) + wayOut(cause);
        return cause instanceof AwsServiceException service
                        && !ErrorMeaning.of(service).isTemporary()
                ? new StoreRefusalException(message, cause)
                : new StoreException(message, cause);
    }

    /** DynamoDB has no error code of its own for an item of more than 400 KB. */
    static boolean isItemTooLarge(RuntimeException e) {
        if (e instanceof TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream().anyMatch(reason -> saysTooLarge(reason.message()));
        }
        return e instanceof AwsServiceException service
                && ErrorMeaning.of(service) == ErrorMeaning.INVALID
                && saysTooLarge(service.getMessage());
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
        if (e instanceof AwsServiceException service
                && !ErrorMeaning.code(service).isEmpty()) {
            return ErrorMeaning.code(service) + " (HTTP " + service.statusCode() + "): "
                    + service.awsErrorDetails().errorMessage() + reasons(service);
        }
        String message = String.valueOf(e.getMessage());
        return message.startsWith(NO_CREDENTIALS) ? WHERE_CREDENTIALS_ARE_LOOKED_FOR : message;
    }

    /** DynamoDB's message of a transaction has their codes at most. */
    private static String reasons(AwsServiceException e) {
        if (!(e instanceof TransactionCanceledException cancelled)) {
            return "";
        }
        return cancelled.cancellationReasons().stream()
                .filter(reason -> reason.code() != null && reason.message() != null)
                .map(reason -> "; " + reason.code() + ": " + reason.message())
                .distinct()
                .collect(Collectors.joining());
    }

    private static String wayOut(RuntimeException e) {
        if (e instanceof ApiCallTimeoutException || e.getCause() instanceof SocketTimeoutException) {
            return "; check the network, or raise callTimeout and attemptTimeout";
        }
        if (e instanceof AwsServiceException service) {
            ErrorMeaning meaning = ErrorMeaning.of(service);
            return meaning == ErrorMeaning.DENIED ? permission(state(e)) : meaning.wayOut();
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("credentials")) {
            return "; give this process credentials that the AWS SDK's default provider chain finds";
        }
        boolean fromOutside = e instanceof SdkException && !(e instanceof AbortedException);
        return fromOutside ? "; check the network and the properties region and endpoint" : "; is the store closed?";
    }

    private static String permission(String state) {
        return "; allow this process's IAM role "
                + deniedAction(state)
                        .orElse(
                                state.contains("KMS")
                                        ? "the use of the KMS key that encrypts the table"
                                        : "the dynamodb: actions of the documentation");
    }
}
