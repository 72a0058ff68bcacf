package io.github.dynamosession.node.values;

import io.github.dynamosession.node.values.TrackedValue.Handed;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that the application was handed and that another node's have replaced since: requests may go on with them, and
 * change them. One that nobody holds any more is forgotten. For one thread at a time.
 */
final class ReplacedValues {

    private final Map<String, List<Replaced>> byName = new HashMap<>();

    private record Replaced(WeakReference<Object> value, Handed handed) {}

    /** A value that may have changed, and what it was handed out as. */
    record Held(String name, Object value, Handed handed) {

        /** @param now what the value encodes to */
        boolean isChanged(byte[] now) {
            return !Arrays.equals(handed.encoded(), now);
        }
    }

    /** Keeps what was handed out as a value, if one was. */
    void add(String name, @Nullable TrackedValue attribute) {
        byName.values().removeIf(ReplacedValues::allForgotten);
        Object value = attribute == null ? null : attribute.value();
        Handed handed = attribute == null ? null : attribute.handed();
        if (value != null && handed != null) {
            remove(name, value);
            byName.computeIfAbsent(name, n -> new ArrayList<>()).add(new Replaced(new WeakReference<>(value), handed));
        }
    }

    /** It is the session's value again. */
    void remove(String name, Object value) {
        byName.getOrDefault(name, new ArrayList<>()).removeIf(replaced -> replaced.value.refersTo(value));
    }

    void clear() {
        byName.clear();
    }

    /** Those to compare with what they were handed out as. */
    List<Held> held() {
        List<Held> held = new ArrayList<>();
        byName.forEach((name, values) -> values.forEach(replaced -> {
            Object value = replaced.handed.encoded() == null ? null : replaced.value.get();
            if (value != null) {
                held.add(new Held(name, value, replaced.handed));
            }
        }));
        return held;
    }

    private static boolean allForgotten(List<Replaced> values) {
        values.removeIf(replaced -> replaced.value.refersTo(null));
        return values.isEmpty();
    }

    /** What was handed out as this very object; the last time, if it was more than once. */
    @Nullable
    Handed find(String name, Object value) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(replaced -> replaced.value.refersTo(value))
                .map(Replaced::handed)
                .findAny()
                .orElse(null);
    }
}
