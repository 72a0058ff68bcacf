package io.github.dynamosession.store;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One property that users type: its name, its default, how its text is read, the rule that a violation cites, and what
 * pages and samples say of it.
 *
 * @param defaultText the text that stands for an absent property; empty for properties that are optional
 * @param parser throws an {@link IllegalArgumentException} for a text that breaks the rule
 * @param shown what a violation shows of the text
 * @param meaning one sentence, in Markdown
 * @param unset what holds if the property is absent and has no default text, in Markdown
 * @param example a value to show where there is no default text
 */
record ConfigProperty<T>(
        String name,
        String defaultText,
        String rule,
        Function<String, T> parser,
        UnaryOperator<String> shown,
        String meaning,
        String unset,
        String example) {

    private ConfigProperty(
            String name, String defaultText, String rule, Function<String, T> parser, UnaryOperator<String> shown) {
        this(name, defaultText, rule, parser, shown, "", "", "");
    }

    private ConfigProperty(String name, String defaultText, String rule, Function<String, T> parser) {
        this(name, defaultText, rule, parser, UnaryOperator.identity());
    }

    static ConfigProperty<String> text(String name, String defaultText, String rule, String regex) {
        Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
        return new ConfigProperty<>(name, defaultText, rule, text -> require(matches, text));
    }

    static ConfigProperty<Optional<String>> optionalText(String name, String rule, String regex) {
        return text(name, "", rule, regex).optional();
    }

    static ConfigProperty<Optional<URI>> optionalUri(String name) {
        Predicate<URI> absolute =
                uri -> uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        return new ConfigProperty<>(
                        name,
                        "",
                        "must be an http or https URI with a host, such as http://localhost:8000",
                        text -> require(absolute, URI.create(text)))
                .optional();
    }

    static ConfigProperty<Boolean> flag(String name, boolean defaultValue) {
        return new ConfigProperty<>(name, String.valueOf(defaultValue), "must be true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    static ConfigProperty<Integer> number(String name, int defaultValue, int least, int most) {
        return new ConfigProperty<>(
                name,
                String.valueOf(defaultValue),
                "must be a whole number from " + least + " to " + most,
                text -> require(number -> number >= least && number <= most, Integer.valueOf(text)));
    }

    static ConfigProperty<Integer> size(String name, int defaultBytes, int least, int most) {
        return new ConfigProperty<>(
                name,
                String.valueOf(defaultBytes),
                "must be a size (4096, in bytes, or 4KB) from " + least + " to " + most,
                text -> require(bytes -> bytes >= least && bytes <= most, UnitNotation.bytes(text)));
    }

    static ConfigProperty<Duration> duration(String name, Duration defaultValue, Duration least, Duration most) {
        return new ConfigProperty<>(
                name,
                defaultValue.toString(),
                "must be a duration (PT2S or 2s) from " + least + " to " + most,
                text -> require(
                        duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0,
                        UnitNotation.duration(text)));
    }

    static <E extends Enum<E>> ConfigProperty<E> choice(String name, E defaultValue) {
        List<E> choices = List.of(defaultValue.getDeclaringClass().getEnumConstants());
        String rule = "must be one of "
                + choices.stream().map(ConfigProperty::lowerCase).collect(Collectors.joining(", "));
        return new ConfigProperty<>(name, lowerCase(defaultValue), rule, text -> choices.stream()
                .filter(choice -> lowerCase(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    /** Several of them, or none. */
    static <E extends Enum<E>> ConfigProperty<Set<E>> choices(String name, Class<E> type) {
        Map<String, E> choices = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        ConfigProperty::lowerCase, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return new ConfigProperty<>(
                name, "", "must be a list of " + String.join(", ", choices.keySet()), text -> split(text)
                        .map(element -> Optional.ofNullable(choices.get(element))
                                .orElseThrow(() -> new IllegalArgumentException(element)))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static ConfigProperty<Optional<Pattern>> optionalPattern(String name) {
        return new ConfigProperty<>(name, "", "must be a Java regular expression", Pattern::compile).optional();
    }

    /** The bytes of a secret that the text refers to. */
    static ConfigProperty<Optional<byte[]>> optionalKey(String name) {
        return new ConfigProperty<>(
                        name,
                        "",
                        KeyReference.RULE,
                        text -> KeyReference.resolve(text, System.getenv()),
                        KeyReference::shown)
                .optional();
    }

    static ConfigProperty<Optional<KeySetReference>> optionalKeySet(String name) {
        return new ConfigProperty<>(name, "", KeySetReference.RULE, KeySetReference::of, KeySetReference::shown)
                .optional();
    }

    static ConfigProperty<List<String>> list(String name, String rule, String elementRegex) {
        Predicate<String> matches = Pattern.compile(elementRegex).asMatchPredicate();
        return new ConfigProperty<>(name, "", rule, text -> split(text)
                .map(element -> require(matches, element))
                .toList());
    }

    /** The same property where an empty text means: not set. */
    ConfigProperty<Optional<T>> optional() {
        return new ConfigProperty<>(
                name, "", rule, text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)), shown);
    }

    ConfigProperty<T> means(String sentence) {
        return new ConfigProperty<>(name, defaultText, rule, parser, shown, sentence, unset, example);
    }

    /** What holds without it, and a value to show instead of a default. */
    ConfigProperty<T> whenUnset(String whatHolds, String instance) {
        return new ConfigProperty<>(name, defaultText, rule, parser, shown, meaning, whatHolds, instance);
    }

    private static Stream<String> split(String text) {
        return Arrays.stream(text.split("[,\\s]+")).filter(element -> !element.isEmpty());
    }

    private static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static <V> V require(Predicate<? super V> rule, V value) {
        if (!rule.test(value)) {
            throw new IllegalArgumentException(String.valueOf(value));
        }
        return value;
    }
}
