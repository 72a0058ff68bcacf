package io.github.dynamosession.benchmarks.stub;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a call as jackson-jr has read it. */
final class Json {

    private Json() {}

    /** The object of that name; empty if there is none. */
    @SuppressWarnings("unchecked") // the keys of an object are strings
    static Map<String, Object> map(Map<String, Object> of, String name) {
        Object found = of.get(name);
        return found == null ? Map.of() : (Map<String, Object>) found;
    }

    static @Nullable String text(Map<String, Object> of, String name) {
        return (String) of.get(name);
    }
}
