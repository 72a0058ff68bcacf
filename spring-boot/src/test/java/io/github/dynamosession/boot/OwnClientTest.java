package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.DynamoDbLocal;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An application that has a client of DynamoDB for other things, too. */
class OwnClientTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithClient {

        @Bean
        DynamoDbClient client() {
            return DynamoDbClient.builder()
                    .region(Region.EU_CENTRAL_1)
                    .endpointOverride(DynamoDbLocal.shared().endpoint())
                    .build();
        }
    }

    /** DevTools sets this property, for which Spring Boot keeps the sessions of a Jetty in files of the node. */
    @ParameterizedTest
    @EnumSource
    void sessionsAreWhereItsClientIsAlsoIfSpringBootIsToKeepThemInFiles(Container container) {
        String table = Container.newTable();
        ListAppender<ILoggingEvent> log;
        try (ConfigurableApplicationContext application = container.run(
                WithClient.class,
                "--dynamosession.table-name=" + table,
                "--dynamosession.create-table=true",
                "--server.servlet.session.persistent=true")) {
            assertThat(new CookieClient().get(address(application)).statusCode())
                    .as("the page with the form of a login, whose token is in the session")
                    .isEqualTo(200);

            assertThat(application
                            .getBean(DynamoDbClient.class)
                            .scan(request -> request.tableName(table))
                            .count())
                    .isOne();
            log = watched();
        }
        assertThat(log.list)
                .as("what is said at the stop, when Spring has closed the client")
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private static URI address(ConfigurableApplicationContext application) {
        return URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port") + "/login");
    }

    private static ListAppender<ILoggingEvent> watched() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger("io.github.dynamosession")).addAppender(log);
        return log;
    }
}
