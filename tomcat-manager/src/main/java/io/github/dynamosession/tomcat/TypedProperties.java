package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the attributes of an element of {@code context.xml} say, as typed; checked at start, all together. */
final class TypedProperties {

    private final Map<String, String> typed = new TreeMap<>();
    private final Map<String, String> refused;

    /** @param refused properties that the element cannot have, by name, and why */
    TypedProperties(Map<String, String> refused) {
        this.refused = refused;
    }

    void set(String name, @Nullable String value) {
        typed.put(name, Objects.requireNonNullElse(value, ""));
    }

    /**
     * Reads them.
     *
     * @param application the application's name, unless another one is typed
     * @throws InvalidConfigurationException naming everything that is wrong
     */
    SessionStoreConfig config(String application) {
        Map<String, String> known = new TreeMap<>(typed);
        known.merge("applicationName", application, (name, byDefault) -> name.isBlank() ? byDefault : name);
        List<String> violations = new ArrayList<>();
        refused.forEach((name, why) -> {
            String value = known.remove(name);
            if (value != null && !value.isBlank()) {
                violations.add(name + "=" + value + " cannot be set here: " + why);
            }
        });
        try {
            SessionStoreConfig config = SessionStoreConfig.of(known);
            if (violations.isEmpty()) {
                return config;
            }
        } catch (InvalidConfigurationException e) {
            violations.addAll(e.violations());
        }
        throw new InvalidConfigurationException(violations);
    }
}
