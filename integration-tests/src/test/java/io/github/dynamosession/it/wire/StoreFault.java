package io.github.dynamosession.it.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;

/** What can happen to a call on its way to DynamoDB and back. */
public enum StoreFault {
    /** Refused for the time being, as a hot partition or an account's limit does it. */
    THROTTLED,
    /** The service failed. */
    SERVER_ERROR,
    /** The connection broke before the call arrived. */
    RESET,
    /** The call did not arrive, and no answer comes within any timeout. */
    TIMED_OUT,
    /** The call was carried out, but the connection broke before its answer arrived. */
    ANSWER_LOST,
    /** The call is carried out and answered late, but within the timeout of one attempt. */
    SLOW;

    private static final Duration BEYOND_CALL_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration WITHIN_ATTEMPT_TIMEOUT = Duration.ofMillis(300);

    ResponseDefinitionBuilder response(URI dynamoDb) {
        return switch (this) {
            case THROTTLED -> error(400, "ProvisionedThroughputExceededException");
            case SERVER_ERROR -> error(500, "InternalServerError");
            case RESET -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
            case TIMED_OUT -> error(500, "InternalServerError").withFixedDelay((int) BEYOND_CALL_TIMEOUT.toMillis());
            case ANSWER_LOST -> forwarded(dynamoDb).withTransformers(LostAnswer.NAME);
            case SLOW -> forwarded(dynamoDb).withFixedDelay((int) WITHIN_ATTEMPT_TIMEOUT.toMillis());
        };
    }

    static ResponseDefinitionBuilder forwarded(URI dynamoDb) {
        return aResponse().proxiedFrom(dynamoDb.toString());
    }

    /** What a policy does not allow: no fault that passes. In the words of AWS, which name the action. */
    static ResponseDefinitionBuilder denied() {
        return error(
                400,
                "com.amazon.coral.service#AccessDeniedException",
                "User: arn:aws:sts::123456789012:assumed-role/support/ann is not authorized to perform: dynamodb:Query on"
                        + " resource: arn:aws:dynamodb:eu-central-1:123456789012:table/http-sessions/index/by-user because"
                        + " no identity-based policy allows the dynamodb:Query action");
    }

    private static ResponseDefinitionBuilder error(int status, String type) {
        return error(status, "com.amazonaws.dynamodb.v20120810#" + type, "injected by the test");
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/x-amz-json-1.0")
                .withBody("{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }
}
