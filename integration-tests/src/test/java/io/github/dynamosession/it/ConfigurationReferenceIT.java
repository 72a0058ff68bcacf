package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.tomcat.DynamoDbManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Code and configuration know the same properties. */
final class ConfigurationReferenceIT {

    @Test
    void theManagerHasASetterForEachProperty() {
        assertThat(Arrays.stream(DynamoDbManager.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                        .map(Method::getName)
                        .filter(name -> name.startsWith("set")))
                .containsExactlyInAnyOrderElementsOf(SessionStoreConfig.propertyNames().stream()
                        .map(name -> "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .toList());
    }
}
