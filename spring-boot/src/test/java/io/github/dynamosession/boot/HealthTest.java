package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What health checks are told of an application that has started while DynamoDB cannot be reached. */
class HealthTest {

    /** As docs/spring-boot.md has it, and what is told by whom. */
    static final List<String> WANTED = List.of(
            "--dynamosession.readiness-path=/ready",
            "--management.health.dynamosession.enabled=true",
            "--management.endpoint.health.probes.enabled=true",
            "--management.endpoint.health.group.readiness.include=readinessState,dynamosession",
            "--management.endpoint.health.group.readiness.show-details=always");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Open {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsNotReadyAndAliveAndSaysSo(Container container) {
        try (ConfigurableApplicationContext early = container.run(
                Open.class,
                Stream.concat(
                                WANTED.stream(),
                                Stream.of(
                                        "--dynamosession.region=eu-central-1",
                                        "--dynamosession.endpoint=http://127.0.0.1:1"))
                        .toArray(String[]::new))) {
            HttpResponse<String> readiness = get(early, "/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"status\":\"OUT_OF_SERVICE\"", "cannot open table http-sessions");
            assertThat(get(early, "/actuator/health/liveness").statusCode()).isEqualTo(200);

            assertThat(get(early, "/ready").statusCode()).isEqualTo(503);
            assertThat(get(early, "/ready").body()).isEqualTo("not ready\n");
        }
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return new CookieClient().get(URI.create("http://127.0.0.1:" + port + path));
    }
}
