package io.github.dynamosession.sample.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A part of a sample. Every property must be asked for: one that a test does not know would escape it. */
final class Section {

    private final String name;
    private final Map<?, ?> properties;

    private Section(String name, Object properties) {
        this.name = name;
        this.properties = new LinkedHashMap<>((Map<?, ?>) properties);
    }

    /** @throws AssertionError if the reader leaves a property */
    static <T> T read(String name, Object properties, Function<Section, T> reader) {
        Section section = new Section(name, properties);
        T result = reader.apply(section);
        if (!section.properties.isEmpty()) {
            throw new AssertionError(name + " has properties that no test knows: " + section.properties.keySet());
        }
        return result;
    }

    String text(String property) {
        return take(property).toString();
    }

    boolean flag(String property) {
        return switch (text(property)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new AssertionError(name + "." + property + " is neither true nor false");
        };
    }

    void requireFlag(String property) {
        if (!flag(property)) {
            throw new AssertionError(name + "." + property + " is off");
        }
    }

    void requireText(String property, String value) {
        if (!text(property).equals(value)) {
            throw new AssertionError(name + "." + property + " is not " + value);
        }
    }

    /** The one of these properties that is there. */
    String oneOf(String property, String other) {
        return text(properties.containsKey(property) ? property : other);
    }

    /** HCL has no integers of its own. */
    int number(String property) {
        return (int) Double.parseDouble(text(property));
    }

    Optional<Integer> optionalNumber(String property) {
        return properties.containsKey(property) ? Optional.of(number(property)) : Optional.empty();
    }

    <T> T section(String property, Function<Section, T> reader) {
        return read(name + "." + property, take(property), reader);
    }

    <T> Optional<T> optionalSection(String property, Function<Section, T> reader) {
        return properties.containsKey(property) ? Optional.of(section(property, reader)) : Optional.empty();
    }

    <T> List<T> sections(String property, Function<Section, T> reader) {
        return ((List<?>) take(property))
                .stream()
                        .map(element -> read(name + "." + property, element, reader))
                        .toList();
    }

    /** For a property that no rule of ours is about. */
    void skip(String property) {
        take(property);
    }

    Map<?, ?> map(String property) {
        return (Map<?, ?>) take(property);
    }

    List<?> list(String property) {
        return (List<?>) take(property);
    }

    private Object take(String property) {
        Object value = properties.remove(property);
        if (value == null) {
            throw new AssertionError(name + " has no " + property);
        }
        return value;
    }
}
