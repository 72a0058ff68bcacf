package io.github.dynamosession.node.values;

import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.codec.CodecException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values to write, in the state in which they were encoded, and what is known to be stored under their names.
 *
 * @param turn of two collections of one session's values, the one that began later has the greater
 */
public record SaveDraft(
        long turn,
        Map<String, TrackedValue> attributes,
        Map<String, byte[]> encoded,
        Map<String, byte[]> packed,
        Set<String> removed,
        Map<String, byte[]> known,
        Map<String, CodecException> failures) {

    SaveDraft(long turn) {
        this(
                turn,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new HashSet<>(),
                new HashMap<>(),
                new LinkedHashMap<>());
    }

    void remove(String name, TrackedValue attribute) {
        removed.add(name);
        know(name, attribute);
    }

    /** @param current what the session has under that name by now */
    void set(String name, TrackedValue attribute, byte[] bytes, TrackedValue current) {
        attributes.put(name, attribute);
        encoded.put(name, bytes);
        know(name, current);
    }

    public boolean names(String name) {
        return encoded.containsKey(name) || removed.contains(name);
    }

    /** Says which bytes are to be stored for a value that is set. */
    public void pack(String name, byte[] stored) {
        packed.put(name, stored);
    }

    /** Encoded values on top of stored ones. */
    public Map<String, byte[]> applyTo(Map<String, byte[]> stored) {
        return new Delta(encoded, removed, Map.of()).applyTo(stored);
    }

    private void know(String name, TrackedValue attribute) {
        byte[] stored = attribute.stored();
        if (stored != null) {
            known.put(name, stored);
        }
    }

    public boolean isEmpty() {
        return encoded.isEmpty() && removed.isEmpty() && failures.isEmpty();
    }

    /** After all values are {@linkplain #pack packed}. */
    public Delta delta() {
        return new Delta(packed, removed, known);
    }
}
