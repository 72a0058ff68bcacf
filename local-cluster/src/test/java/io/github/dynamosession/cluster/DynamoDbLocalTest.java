package io.github.dynamosession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DynamoDbLocalTest {

    @AutoClose
    private final DynamoDbLocal dynamoDb = DynamoDbLocal.start();

    @Test
    void answersInTheProtocolOfDynamoDb() throws Exception {
        HttpRequest listTables = HttpRequest.newBuilder(dynamoDb.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=a/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host,"
                                + " Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(Http.send(listTables).body()).isEqualTo("{\"TableNames\":[]}");
    }

    @Test
    void keepsItsEndpointOverARestart() throws Exception {
        URI before = dynamoDb.endpoint();

        dynamoDb.kill();
        assertThatThrownBy(() -> Http.get(before)).isInstanceOf(IOException.class);
        dynamoDb.restart();

        assertThat(dynamoDb.endpoint()).isEqualTo(before);
        assertThat(Http.get(before).statusCode()).isEqualTo(400);
    }

    @Test
    void givesNoAnswerWhilePaused() throws Exception {
        dynamoDb.pause();
        assertThatThrownBy(() -> Http.get(dynamoDb.endpoint(), Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);

        dynamoDb.resume();
        assertThat(Http.get(dynamoDb.endpoint()).statusCode()).isEqualTo(400);
    }

    @Test
    void theSharedOneIsTheSameForAll() {
        assertThat(DynamoDbLocal.shared()).isSameAs(DynamoDbLocal.shared());
    }
}
