package io.github.dynamosession.boot;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What an application says of its sessions.
 *
 * @param properties as in the reference
 * @param client the application's own, if it is to be used
 */
record SessionSettings(Map<String, String> properties, Optional<DynamoDbClient> client) {

    /** Whether sessions are to be in DynamoDB at all. What is neither true nor false stops the start. */
    static final class OnEnabled implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind(SessionProperties.ENABLED, Boolean.class)
                    .orElse(true);
        }
    }

    /** @throws InvalidConfigurationException naming all that is wrong */
    static SessionSettings of(
            Environment environment,
            ConfigurableListableBeanFactory application,
            ObjectProvider<DynamoDbClient> clients,
            ObjectProvider<DynamoDbLocalClient> local) {
        Map<String, String> properties = SessionProperties.in(environment);
        List<String> violations = new ArrayList<>();
        SpringSession.objection(application).ifPresent(violations::add);
        boolean hasAddress = properties.containsKey("region") || properties.containsKey("endpoint");
        Optional<DynamoDbClient> client = Optional.ofNullable(local.getIfAvailable())
                .map(DynamoDbLocalClient::client)
                .or(() -> hasAddress ? Optional.empty() : only(clients, violations));
        check(properties, violations);
        if (!violations.isEmpty()) {
            throw new InvalidConfigurationException(violations);
        }
        Map<String, String> settings = new TreeMap<>(properties);
        AllowedClasses.of(application)
                .forEach(pattern -> settings.merge("allowedClasses", pattern, (one, other) -> one + "," + other));
        return new SessionSettings(settings, client);
    }

    private static Optional<DynamoDbClient> only(ObjectProvider<DynamoDbClient> clients, List<String> violations) {
        try {
            return Optional.ofNullable(clients.getIfAvailable());
        } catch (NoUniqueBeanDefinitionException e) {
            violations.add("there are several DynamoDbClient beans, and none of them is primary: "
                    + String.join(
                            ", ", Optional.ofNullable(e.getBeanNamesFound()).orElseGet(List::of))
                    + "; mark one as @Primary, or set region for a client of the sessions' own");
            return Optional.empty();
        }
    }

    /** The container gives the sessions a name by its context, if nobody else does; any will do for a check. */
    private static void check(Map<String, String> properties, List<String> violations) {
        Map<String, String> typed = new TreeMap<>(properties);
        typed.putIfAbsent("applicationName", "/");
        try {
            SessionStoreConfig.of(typed);
        } catch (InvalidConfigurationException e) {
            violations.addAll(e.violations());
        }
    }

    /** Says all of it to the sessions of a container. */
    <B extends DynamoDbSessionsBuilder<B>> B applyTo(B sessions) {
        client.ifPresent(sessions::client);
        return sessions.properties(properties);
    }
}
