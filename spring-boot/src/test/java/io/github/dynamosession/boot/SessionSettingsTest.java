package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.MetricsListener.Outcome;
import io.github.dynamosession.store.SessionMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.context.WebApplicationContext;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What an application's properties and beans mean, without a container. */
class SessionSettingsTest {

    private static final String INDICATOR = "dynamosessionHealthIndicator";

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DynamoDbSessionsAutoConfiguration.class));

    private static SessionSettings settings(ApplicationContext context) {
        return context.getBean(SessionSettings.class);
    }

    @Test
    void aPropertyMayBeWrittenInEachWayOfSpringBoot() {
        application
                .withPropertyValues("dynamosession.table-name=shop", "dynamosession.lockMode=session")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("DYNAMOSESSION_CALLTIMEOUT", "PT3S", "DYNAMOSESSION_ENABLED", "true"))))
                .run(context -> assertThat(settings(context).properties())
                        .containsEntry("tableName", "shop")
                        .containsEntry("lockMode", "session")
                        .containsEntry("callTimeout", "PT3S"));
    }

    @Test
    void theLastWordOnAPropertyCountsHoweverItIsWritten() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource(
                                "file",
                                Map.of("dynamosession.tableName", "file", "dynamosession.call-timeout", "PT1S"))))
                .withPropertyValues("dynamosession.table-name=shop", "dynamosession.callTimeout=PT3S")
                .run(context -> assertThat(settings(context).properties())
                        .containsEntry("tableName", "shop")
                        .containsEntry("callTimeout", "PT3S"));
    }

    @Test
    void aListMayBeWrittenAsYamlHasIt() {
        application
                .withPropertyValues(
                        "dynamosession.allowed-classes[0]=com.example.Cart",
                        "dynamosession.allowed-classes[1]=org.other.*")
                .run(context -> assertThat(settings(context).properties().get("allowedClasses"))
                        .startsWith("com.example.Cart,org.other.*"));
    }

    @Test
    void aPatternMayHaveCommas() {
        application
                .withPropertyValues("dynamosession.ignored-uris=/a{1,2}/.*")
                .run(context -> assertThat(settings(context).properties()).containsEntry("ignoredUris", "/a{1,2}/.*"));
    }

    @Test
    void allThatIsWrongStopsTheStartWithOneMessage() {
        application
                .withPropertyValues("dynamosession.touch-intervall=PT1M", "dynamosession.codec=xml")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(InvalidConfigurationException.class)
                        .rootCause()
                        .hasMessageContaining("touch-intervall is not a property; did you mean touchInterval?")
                        .hasMessageContaining("codec=xml must be one of kryo, java"));
    }

    @Test
    void withoutThemTheContainerKeepsItsOwnSessions() {
        application
                .withPropertyValues("dynamosession.enabled=false", "dynamosession.codec=xml")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionSettings.class));
    }

    /** Sessions that are silently not in DynamoDB are the worst that a slip can do. */
    @Test
    void whatIsNeitherTrueNorFalseDoesNotLeaveThemOut() {
        application.withPropertyValues("dynamosession.enabled=flase").run(context -> assertThat(context)
                .hasFailed());
    }

    @Test
    void theSessionsAreThoseOfTheApplicationOfThisName() {
        application
                .withPropertyValues("spring.application.name=shop")
                .run(context -> assertThat(settings(context).properties()).containsEntry("applicationName", "shop"));
        application
                .withPropertyValues("spring.application.name=shop", "dynamosession.application-name=/")
                .run(context -> assertThat(settings(context).properties()).containsEntry("applicationName", "/"));
        application.run(context -> assertThat(settings(context).properties()).doesNotContainKey("applicationName"));
    }

    // ---------------------------------------------------------------- health

    @Test
    void thereIsNoHealthIndicatorUnlessItIsWanted() {
        application.run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
        application
                .withPropertyValues("management.health.dynamosession.enabled=true")
                .run(context -> assertThat(context).hasBean(INDICATOR));
        application
                .withPropertyValues("management.health.dynamosession.enabled=true")
                .withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(INDICATOR));
    }

    // ---------------------------------------------------------------- classes

    @Test
    void theApplicationsPackagesAreAllowedAndNothingMore() {
        application
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (BeanDefinitionRegistry) context.getBeanFactory(), "com.example.shop"))
                .run(context -> assertThat(settings(context).properties())
                        .containsEntry("allowedClasses", "com.example.shop.**"));
    }

    @Test
    void whatCallsMethodsAtTheEndOfABeanIsAllowedOnlyWhereThereAreSuchBeans() {
        application.run(context -> assertThat(settings(context).properties()).doesNotContainKey("allowedClasses"));
        application.withUserConfiguration(WithBeanOfSessionScope.class).run(context -> assertThat(
                        settings(context).properties().get("allowedClasses"))
                .contains("org.springframework.beans.factory.support.DisposableBeanAdapter")
                .contains("org.springframework.web.context.request.DestructionCallbackBindingListener"));
    }

    @Configuration(proxyBeanMethods = false)
    static class WithBeanOfSessionScope {

        @Bean
        @Scope("session")
        List<String> cart() {
            return List.of();
        }
    }

    // ---------------------------------------------------------------- client

    @Test
    void theClientOfTheApplicationIsUsedUnlessTheSessionsAreElsewhere() {
        WebApplicationContextRunner withClient = application.withUserConfiguration(OneClient.class);

        withClient.run(
                context -> assertThat(settings(context).client()).contains(context.getBean(DynamoDbClient.class)));
        withClient
                .withPropertyValues("dynamosession.region=eu-west-1")
                .run(context -> assertThat(settings(context).client()).isEmpty());
        withClient
                .withPropertyValues("dynamosession.endpoint=http://localhost:8000")
                .run(context -> assertThat(settings(context).client()).isEmpty());
        application.run(context -> assertThat(settings(context).client()).isEmpty());
    }

    @Test
    void ofSeveralClientsThePrimaryOneIsUsed() {
        application.withUserConfiguration(OneClient.class, PrimaryClient.class).run(context -> assertThat(
                        settings(context).client())
                .contains(context.getBean("primary", DynamoDbClient.class)));
    }

    @Test
    void ofSeveralClientsThatAreAlikeNoneIsGuessed() {
        application.withUserConfiguration(OneClient.class, AnotherClient.class).run(context -> assertThat(
                        context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("several DynamoDbClient beans, and none of them is primary: client, another"));
    }

    private static DynamoDbClient newClient() {
        return DynamoDbClient.builder().region(Region.US_EAST_1).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class OneClient {

        @Bean
        DynamoDbClient client() {
            return newClient();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherClient {

        @Bean
        DynamoDbClient another() {
            return newClient();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryClient {

        @Bean
        @Primary
        DynamoDbClient primary() {
            return newClient();
        }
    }

    // ---------------------------------------------------------------- Spring Session

    @Test
    void springSessionInTheSameApplicationIsAnError() {
        application.withUserConfiguration(WithSpringSession.class).run(context -> assertThat(
                        context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("Spring Session is in this application, too"));
        application
                .withUserConfiguration(WithSpringSession.class)
                .withPropertyValues("dynamosession.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void anApplicationNeedNotHaveSpringSession() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.session"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void figuresGoToTheRegistryOfTheApplicationWhileItRuns() {
        SessionMetrics metrics = new SessionMetrics();
        withMetrics(metrics).withBean(SimpleMeterRegistry.class).run(context -> {
            metrics.storeCall("load", Outcome.SUCCESS, 1);

            assertThat(context.getBean(SimpleMeterRegistry.class)
                            .get("dynamosession.store.call")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
        assertThat(metrics.isHeard()).isFalse();
    }

    @Test
    void nobodyListensWithoutARegistryOrIfThePropertyOfSpringBootSaysSo() {
        SessionMetrics metrics = new SessionMetrics();
        withMetrics(metrics).run(context -> assertThat(metrics.isHeard()).isFalse());
        withMetrics(metrics)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("management.metrics.enable.dynamosession=false")
                .run(context -> assertThat(metrics.isHeard()).isFalse());
    }

    @Test
    void anApplicationNeedNotHaveMicrometer() {
        application.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> assertThat(context)
                .doesNotHaveBean("dynamoDbSessionMeters"));
    }

    /** As the container gives it to the application. */
    private WebApplicationContextRunner withMetrics(SessionMetrics metrics) {
        return application.withInitializer(context -> ((WebApplicationContext) context)
                .getServletContext()
                .setAttribute(SessionMetrics.CONTEXT_ATTRIBUTE, metrics));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableSpringHttpSession
    static class WithSpringSession {

        @Bean
        MapSessionRepository sessions() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }
    }
}
