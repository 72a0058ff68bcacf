package io.github.dynamosession.store.live;

import io.github.dynamosession.store.live.TrackedAttribute.Handed;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that the application was handed and that another node's have replaced since: requests may go on with them. One
 * that nobody holds any more is forgotten. For one thread at a time.
 */
final class ReplacedValues {

    private final Map<String, List<Replaced>> byName = new HashMap<>();

    private record Replaced(WeakReference<Object> value, Handed handed) {}

    /** Keeps what was handed out as a value, if one was. */
    void add(String name, @Nullable TrackedAttribute attribute) {
        byName.values().removeIf(ReplacedValues::allForgotten);
        Object value = attribute == null ? null : attribute.value();
        Handed handed = attribute == null ? null : attribute.handed();
        if (value != null && handed != null && find(name, value) == null) {
            byName.computeIfAbsent(name, n -> new ArrayList<>()).add(new Replaced(new WeakReference<>(value), handed));
        }
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
