package io.github.dynamosession.frameworks;

import io.github.dynamosession.store.SessionKey;
import java.net.URI;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is stored, seen from outside with nothing but the AWS SDK. */
final class SessionsTable implements AutoCloseable {

    private final DynamoDbClient client;

    SessionsTable(URI endpoint) {
        client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** How often a session was saved, over all ids that it had; 0 if there is none. */
    long saves(Application application, String sessionId) {
        AttributeValue version = item(application, sessionId).get("v");
        return version == null ? 0 : Long.parseLong(version.n());
    }

    /** The names of its attributes. */
    SortedSet<String> attributes(Application application, String sessionId) {
        return new TreeSet<>(item(application, sessionId).get("a").m().keySet());
    }

    private Map<String, AttributeValue> item(Application application, String sessionId) {
        String key = SessionKey.of("/" + application.context(), sessionId).partitionKey();
        return client.getItem(get -> get.tableName(Container.TABLE)
                        .key(Map.of("id", AttributeValue.fromS(key)))
                        .consistentRead(true))
                .item();
    }

    @Override
    public void close() {
        client.close();
    }
}
