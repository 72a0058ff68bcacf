package io.github.dynamosession.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What editors are told of the properties as Spring Boot has them: {@code dynamosession.table-name}. */
final class BootMetadata {

    private static final Pattern CAPITAL = Pattern.compile("\\p{Lu}");

    private BootMetadata() {}

    /** An element of {@code properties}, behind another. */
    static String property(ConfigProperty<?> property) {
        String type = typeOf(property);
        String value = type.equals("java.lang.Boolean") || type.equals("java.lang.Integer")
                ? property.defaultText()
                : quoted(property.defaultText());
        return Stream.of(
                        Optional.of(member("name", quoted(name(property)))),
                        Optional.of(member("type", quoted(type))),
                        Optional.of(member("description", quoted(description(property)))),
                        Optional.of(member("defaultValue", value))
                                .filter(any -> !property.defaultText().isEmpty()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(",\n", ",\n    {\n", "\n    }"));
    }

    /** An element of {@code hints}, behind another: the values that there are to choose from; of other properties nothing. */
    static String hint(ConfigProperty<?> property) {
        if (!(sampleOf(property) instanceof Enum<?> sample)) {
            return "";
        }
        return Stream.of(sample.getDeclaringClass().getEnumConstants())
                .map(choice -> "{\"value\": " + quoted(String.valueOf(choice).toLowerCase(Locale.ROOT)) + "}")
                .collect(Collectors.joining(
                        ", ", ",\n    {\"name\": " + quoted(name(property)) + ", \"values\": [", "]}"));
    }

    private static String name(ConfigProperty<?> property) {
        return "dynamosession."
                + CAPITAL.matcher(property.name())
                        .replaceAll(match -> "-" + match.group().toLowerCase(Locale.ROOT));
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

    private static String member(String name, String value) {
        return "      " + quoted(name) + ": " + value;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
