package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionStoreConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.Environment;

/** The properties {@code dynamosession.*} under their names in the reference, in whatever way they are typed. */
final class SessionProperties {

    private static final String PREFIX = "dynamosession";

    static final String ENABLED = PREFIX + ".enabled";

    private static final Bindable<Map<String, String[]>> NAMES = Bindable.mapOf(String.class, String[].class);

    private SessionProperties() {}

    /** Those that are set, with the application's name, and those that do not exist as they are typed. */
    static Map<String, String> in(Environment environment) {
        Binder binder = Binder.get(environment);
        Map<String, String> properties = new TreeMap<>();
        for (String name : SessionStoreConfig.propertyNames()) {
            String value = value(binder, PREFIX + "." + DataObjectPropertyName.toDashedForm(name));
            if (!value.isBlank()) {
                properties.put(name, value);
            }
        }
        String application = environment.getProperty("spring.application.name", "");
        if (!application.isBlank()) {
            properties.putIfAbsent("applicationName", application);
        }
        binder.bind(PREFIX, NAMES).orElseGet(Map::of).keySet().stream()
                .filter(name -> !isKnown(name))
                .forEach(name -> properties.put(name, ""));
        return properties;
    }

    /** A list may be one text, or numbered elements as YAML has them. */
    private static String value(Binder binder, String name) {
        return binder.bind(name, String.class)
                .orElseGet(
                        () -> String.join(",", binder.bind(name, String[].class).orElseGet(() -> new String[0])));
    }

    private static boolean isKnown(String typed) {
        Set<String> names = Set.copyOf(SessionStoreConfig.propertyNames());
        String plain = plain(typed);
        return plain.equals("enabled")
                || names.stream().anyMatch(name -> plain(name).equals(plain));
    }

    /** As Spring Boot compares names: {@code tableName}, {@code table-name} and {@code TABLENAME} are one. */
    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
