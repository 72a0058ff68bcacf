package io.github.dynamosession.boot;

import io.github.dynamosession.boot.SessionSettings.OnEnabled;
import io.github.dynamosession.micrometer.DynamoDbSessionMetrics;
import io.github.dynamosession.node.trace.OpenTelemetryTracer;
import io.github.dynamosession.store.SessionReadiness;
import io.github.dynamosession.store.UserSessions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps the sessions of the Tomcat or Jetty inside of a Spring Boot application in DynamoDB. The properties {@code
 * dynamosession.*} are those of the reference; {@code dynamosession.enabled=false} leaves the container's own sessions.
 *
 * <p>A {@link DynamoDbClient} bean is used, and never closed, unless the properties name a Region or an endpoint.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnEnabled.class)
public final class DynamoDbSessionsAutoConfiguration {

    private static final String METRICS = "management.metrics.enable.dynamosession";
    private static final String HEALTH = "management.health.dynamosession.enabled";

    /** With what is wrong in the properties: before a container is made. */
    @Bean
    static SessionSettings dynamoDbSessionSettings(
            Environment environment,
            ConfigurableListableBeanFactory application,
            ObjectProvider<DynamoDbClient> clients,
            ObjectProvider<DynamoDbLocalClient> local) {
        return SessionSettings.of(environment, application, clients, local);
    }

    /** Where tests say that DynamoDB is. */
    @Bean
    @ConditionalOnBean(DynamoDbLocalConnectionDetails.class)
    static DynamoDbLocalClient dynamoDbLocalClient(DynamoDbLocalConnectionDetails details) {
        return DynamoDbLocalClient.of(details);
    }

    /** For applications that list sessions of users and end them. */
    @Bean
    @ConditionalOnMissingBean
    static UserSessions dynamoDbUserSessions(ServletContext application) {
        return new SessionsOfUsers(application);
    }

    /** Whether this node can serve sessions, for applications that tell so themselves. */
    @Bean
    @ConditionalOnMissingBean
    static SessionReadiness dynamoDbSessionReadiness(ServletContext application) {
        return new ReadinessOfNode(application);
    }

    /** Whose a session is, where Spring Security is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.security.core.context.SecurityContext")
    @ConditionalOnProperty(name = "dynamosession.user-index", havingValue = "true", matchIfMissing = true)
    static class Users {

        @Bean
        static UsersOfSpringSecurity dynamoDbUsersOfSpringSecurity() {
            return new UsersOfSpringSecurity();
        }
    }

    /** For operators, where the actuator is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint
        static DynamoDbSessionsEndpoint dynamoDbSessionsEndpoint(UserSessions sessions) {
            return new DynamoDbSessionsEndpoint(sessions);
        }
    }

    /** Figures, where Micrometer is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    @ConditionalOnProperty(name = METRICS, havingValue = "true", matchIfMissing = true)
    static class Metrics {

        @Bean
        static NodeListener dynamoDbSessionMeters(
                ServletContext application, ObjectProvider<MeterRegistry> registries) {
            return new NodeListener(application, metrics -> {
                DynamoDbSessionMetrics binder = new DynamoDbSessionMetrics(metrics, Tags.empty());
                registries.ifUnique(binder::bindTo);
                return binder::close;
            });
        }
    }

    /** Spans, where OpenTelemetry is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.opentelemetry.api.OpenTelemetry")
    static class Tracing {

        @Bean
        static NodeListener dynamoDbSessionSpans(
                ServletContext application, ObjectProvider<OpenTelemetry> openTelemetry) {
            return new NodeListener(application, metrics -> {
                OpenTelemetry telemetry = openTelemetry.getIfUnique();
                return telemetry == null ? () -> {} : metrics.trace(new OpenTelemetryTracer(telemetry));
            });
        }
    }

    /** Health in Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @ConditionalOnProperty(name = HEALTH, havingValue = "true")
    static class Health {

        @Bean
        static ReadinessHealth dynamosessionHealthIndicator(SessionReadiness readiness) {
            return new ReadinessHealth(readiness);
        }
    }

    /** Health in Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnProperty(name = HEALTH, havingValue = "true")
    static class OlderHealth {

        @Bean
        static OlderReadinessHealth dynamosessionHealthIndicator(SessionReadiness readiness) {
            return new OlderReadinessHealth(readiness);
        }
    }

    /** Tomcat in Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {"org.apache.catalina.Context", "org.springframework.boot.tomcat.TomcatContextCustomizer"})
    static class Tomcat {

        @Bean
        static org.springframework.boot.tomcat.TomcatContextCustomizer dynamoDbSessionsOfTomcat(
                SessionSettings settings) {
            return new TomcatInstallation(settings)::install;
        }
    }

    /** Tomcat in Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.apache.catalina.Context",
                "org.springframework.boot.web.embedded.tomcat.TomcatContextCustomizer"
            })
    static class OlderTomcat {

        @Bean
        static org.springframework.boot.web.embedded.tomcat.TomcatContextCustomizer dynamoDbSessionsOfOlderTomcat(
                SessionSettings settings) {
            return new TomcatInstallation(settings)::install;
        }
    }

    /** Jetty in Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {"org.eclipse.jetty.session.SessionManager", "org.springframework.boot.jetty.JettyServerCustomizer"})
    static class Jetty {

        @Bean
        static org.springframework.boot.jetty.JettyServerCustomizer dynamoDbSessionsOfJetty(SessionSettings settings) {
            return new JettyInstallation(settings)::install;
        }
    }

    /** Jetty in Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.eclipse.jetty.session.SessionManager",
                "org.springframework.boot.web.embedded.jetty.JettyServerCustomizer"
            })
    static class OlderJetty {

        @Bean
        static org.springframework.boot.web.embedded.jetty.JettyServerCustomizer dynamoDbSessionsOfOlderJetty(
                SessionSettings settings) {
            return new JettyInstallation(settings)::install;
        }
    }
}
