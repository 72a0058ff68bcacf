package io.github.dynamosession.boot;

import java.net.URI;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.GenericContainer;

/** A container of AWS's image of DynamoDB Local with {@code @ServiceConnection} is where the sessions are. */
final class DynamoDbLocalContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<GenericContainer<?>, DynamoDbLocalConnectionDetails> {

    private static final String IMAGE = "amazon/dynamodb-local";
    private static final int PORT = 8000;

    DynamoDbLocalContainerConnectionDetailsFactory() {
        super(IMAGE);
    }

    @Override
    protected DynamoDbLocalConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<GenericContainer<?>> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<GenericContainer<?>>
            implements DynamoDbLocalConnectionDetails {

        Details(ContainerConnectionSource<GenericContainer<?>> source) {
            super(source);
        }

        @Override
        public URI endpoint() {
            return URI.create(
                    "http://" + getContainer().getHost() + ":" + getContainer().getMappedPort(PORT));
        }
    }
}
