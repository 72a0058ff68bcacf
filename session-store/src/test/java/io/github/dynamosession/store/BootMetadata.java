package io.github.dynamosession.store;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What editors are told of the properties as Spring Boot has them: {@code dynamosession.table-name}. */
final class BootMetadata {

    private static final String PREFIX = "dynamosession";
    private static final String ENABLED = PREFIX + ".enabled";
    private static final Pattern CAPITAL = Pattern.compile("\\p{Lu}");

    private BootMetadata() {}

    /** The whole file: what is declared, behind what only Spring Boot has. */
    static String text() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put(
                "groups",
                List.of(inOrder(
                        "name",
                        PREFIX,
                        "type",
                        "io.github.dynamosession.boot.DynamoDbSessionsAutoConfiguration",
                        "description",
                        "HTTP sessions in DynamoDB.")));
        whole.put(
                "properties",
                Stream.concat(
                                Stream.of(
                                        flag(
                                                "management.health.dynamosession.enabled",
                                                "Tell by a health indicator whether this node can serve sessions in DynamoDB.",
                                                false),
                                        flag(
                                                ENABLED,
                                                "Keep sessions in DynamoDB; false leaves the container's own.",
                                                true)),
                                SessionStoreProperties.ALL.stream().map(BootMetadata::property))
                        .toList());
        whole.put(
                "hints",
                Stream.concat(
                                Stream.of(hint(ENABLED, Stream.of(true, false))),
                                SessionStoreProperties.ALL.stream().flatMap(BootMetadata::hint))
                        .toList());
        return json(whole);
    }

    private static String json(Map<String, Object> whole) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
        try {
            return JSON.std.with(printer).asString(whole) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> flag(String name, String description, boolean byDefault) {
        return inOrder(
                "name", name, "type", Boolean.class.getName(), "description", description, "defaultValue", byDefault);
    }

    private static Map<String, Object> property(ConfigProperty<?> property) {
        Map<String, Object> told =
                inOrder("name", name(property), "type", typeOf(property), "description", description(property));
        if (!property.defaultText().isEmpty()) {
            Object sample = sampleOf(property);
            told.put("defaultValue", sample instanceof Boolean || isCount(property) ? sample : property.defaultText());
        }
        return told;
    }

    /** The values that there are to choose from; of other properties nothing. */
    private static Stream<Map<String, Object>> hint(ConfigProperty<?> property) {
        return sampleOf(property) instanceof Enum<?> sample
                ? Stream.of(hint(
                        name(property),
                        Stream.of(sample.getDeclaringClass().getEnumConstants())
                                .map(choice -> String.valueOf(choice).toLowerCase(Locale.ROOT))))
                : Stream.empty();
    }

    private static Map<String, Object> hint(String name, Stream<?> values) {
        return inOrder(
                "name",
                name,
                "values",
                values.map(value -> inOrder("value", value)).toList());
    }

    private static Map<String, Object> inOrder(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    private static String name(ConfigProperty<?> property) {
        return PREFIX + "."
                + CAPITAL.matcher(property.name())
                        .replaceAll(match -> "-" + match.group().toLowerCase(Locale.ROOT));
    }

    private static boolean isCount(ConfigProperty<?> property) {
        return typeOf(property).equals(Integer.class.getName());
    }

    private static String typeOf(ConfigProperty<?> property) {
        Object sample = sampleOf(property);
        if (sample instanceof List<?>) {
            return "java.util.List<java.lang.String>";
        }
        if (property.rule().contains("a size")) {
            return "org.springframework.util.unit.DataSize";
        }
        return Stream.of(Boolean.class, Integer.class, Duration.class, URI.class, Pattern.class)
                .filter(type -> type.isInstance(sample))
                .findFirst()
                .<Class<?>>map(type -> type)
                .orElse(String.class)
                .getName();
    }

    private static Object sampleOf(ConfigProperty<?> property) {
        try {
            Object sample = property.parser().apply(property.defaultText() + property.example());
            return sample instanceof Optional<?> optional ? optional.orElseThrow() : sample;
        } catch (IllegalArgumentException e) { // a key that this machine has not
            return property.example();
        }
    }

    private static String description(ConfigProperty<?> property) {
        String unset = property.name().equals("applicationName") ? "spring.application.name, or " : "";
        String meaning =
                property.meaning() + (property.unset().isEmpty() ? "" : "; by default " + unset + property.unset());
        return meaning.substring(0, 1).toUpperCase(Locale.ROOT)
                + meaning.substring(1).replace("`", "") + ".";
    }
}
