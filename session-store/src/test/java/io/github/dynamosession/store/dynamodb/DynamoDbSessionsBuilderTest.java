package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbSessionsBuilderTest {

    private static final class Typed extends DynamoDbSessionsBuilder<Typed> {
        @Override
        protected Typed self() {
            return this;
        }
    }

    @Test
    void thereIsAMethodForEachProperty() {
        assertThat(Arrays.stream(DynamoDbSessionsBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("client", "properties"), SessionStoreConfig.propertyNames().stream())
                                .toList());
    }

    @Test
    void eachMethodSetsThePropertyOfItsNameAsItIsTyped() throws Exception {
        Map<Class<?>, Object> values = Map.of(
                String.class,
                "a",
                Path.class,
                Path.of("a"),
                String[].class,
                new String[] {"com.example.Cart", "com.example.*"},
                MetricsSettings.Export[].class,
                new MetricsSettings.Export[] {MetricsSettings.Export.PROMETHEUS},
                URI.class,
                URI.create("http://localhost:8000"),
                Duration.class,
                Duration.ofSeconds(90),
                int.class,
                2048,
                boolean.class,
                true);
        for (String name : SessionStoreConfig.propertyNames()) {
            Method method = Arrays.stream(DynamoDbSessionsBuilder.class.getDeclaredMethods())
                    .filter(each -> each.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            Class<?> type = method.getParameterTypes()[0];
            Object value = type.isEnum() ? type.getEnumConstants()[1] : values.get(type);
            Typed builder = new Typed();

            assertThat(method.invoke(builder, value)).isSameAs(builder);
            assertThat(builder.properties()).as(name).containsOnlyKeys(name);
        }
        assertThat(new Typed()
                        .tableName("web")
                        .endpoint(URI.create("http://localhost:8000"))
                        .createTable(true)
                        .lockMode(SessionStoreConfig.LockMode.SESSION)
                        .allowedClasses("com.example.Cart", "com.example.*")
                        .inlineBudget(2048)
                        .callTimeout(Duration.ofMillis(1500))
                        .metrics(MetricsSettings.Export.PROMETHEUS, MetricsSettings.Export.EMF)
                        .properties())
                .isEqualTo(Map.of(
                        "tableName", "web",
                        "endpoint", "http://localhost:8000",
                        "createTable", "true",
                        "lockMode", "session",
                        "allowedClasses", "com.example.Cart,com.example.*",
                        "inlineBudget", "2048",
                        "callTimeout", "PT1.5S",
                        "metrics", "prometheus,emf"));
    }

    @Test
    void propertiesThatComeAsTextsCountLikeTheOthers() {
        assertThat(new Typed()
                        .tableName("web")
                        .properties(Map.of("tableName", "shop", "callTimout", "PT1S"))
                        .properties())
                .isEqualTo(Map.of("tableName", "shop", "callTimout", "PT1S"));
    }

    @Test
    void theClientOfTheCallerIsUsedAndStaysOpen() {
        SessionStoreConfig elsewhere = LocalTable.config(
                URI.create("http://127.0.0.1:9"),
                LocalTable.newName(),
                Map.of("createTable", "true", "callTimeout", "PT1S", "attemptTimeout", "PT1S"));
        try (DynamoDbClient ofTheCaller = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(DynamoDbLocal.shared().endpoint())
                .build()) {
            SessionStore store = new Typed().client(ofTheCaller).opener().apply(elsewhere);
            assertThat(store.findTimes(SessionKey.of("shop", "none"))).isEmpty();
            store.close();

            assertThat(ofTheCaller.listTables().tableNames()).contains(elsewhere.tableName());
        }
    }
}
