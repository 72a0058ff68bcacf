package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An application whose test has a DynamoDB Local in a container, and says so by an annotation alone. */
class ServiceConnectionTest {

    /** As Testcontainers has it, but that what it starts is a process on this machine, which needs no Docker. */
    private static final class LocalContainer extends GenericContainer<LocalContainer> {

        private boolean started;

        LocalContainer() {
            super(DockerImageName.parse("amazon/dynamodb-local"));
            addExposedPort(8000);
        }

        @Override
        public void start() {
            started = true;
        }

        @Override
        public void stop() {
            started = false;
        }

        @Override
        public String getHost() {
            assertThat(started).isTrue();
            return DynamoDbLocal.shared().endpoint().getHost();
        }

        @Override
        public Integer getMappedPort(int port) {
            assertThat(port).isEqualTo(8000);
            return DynamoDbLocal.shared().endpoint().getPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithContainer {

        @Bean
        @ServiceConnection("amazon/dynamodb-local")
        GenericContainer<?> dynamoDb() {
            return new LocalContainer();
        }
    }

    /** The properties are those of production, where the table is elsewhere. */
    @ParameterizedTest
    @EnumSource
    void sessionsAreInTheContainerWithoutAnAddressAndWithoutCredentials(Container container) {
        String table = Container.newTable();
        String key = System.clearProperty("aws.accessKeyId");
        try (ConfigurableApplicationContext application = container.run(
                WithContainer.class,
                "--dynamosession.table-name=" + table,
                "--dynamosession.create-table=true",
                "--dynamosession.region=eu-west-3")) {
            String port = application.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(new CookieClient()
                            .get(URI.create("http://127.0.0.1:" + port + "/login"))
                            .statusCode())
                    .as("the page with the form of a login, whose token is in the session")
                    .isEqualTo(200);
        } finally {
            System.setProperty("aws.accessKeyId", key);
        }

        assertThat(itemsIn(table)).isOne();
    }

    private static int itemsIn(String table) {
        try (DynamoDbClient dynamoDb = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .build()) {
            return dynamoDb.scan(request -> request.tableName(table)).count();
        }
    }
}
