package io.github.dynamosession.boot;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of a DynamoDB Local, which takes any Region and any credentials, but none is not enough. */
record DynamoDbLocalClient(DynamoDbClient client) implements AutoCloseable {

    static DynamoDbLocalClient of(DynamoDbLocalConnectionDetails details) {
        return new DynamoDbLocalClient(DynamoDbClient.builder()
                .endpointOverride(details.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build());
    }

    @Override
    public void close() {
        client.close();
    }
}
