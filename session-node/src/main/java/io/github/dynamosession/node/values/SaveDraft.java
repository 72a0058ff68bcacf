package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.codec.CodecException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that one save is to write, in the state in which they were encoded, and what is known to be stored under their
 * names. For one thread at a time.
 */
public final class SaveDraft {

    private final long turn;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, byte[]> packed = new LinkedHashMap<>();
    private final Map<String, CodecException> failures = new LinkedHashMap<>();
    private boolean leavesOthers;

    /**
     * A name that is set or removed.
     *
     * @param value what was the session's value then; null: none
     * @param displaced what is saved, if that is not the session's value any more
     * @param encoded null: the name is removed
     * @param known the stored bytes that are known
     */
    record Entry(
            @Nullable TrackedValue value,
            @Nullable DisplacedValue displaced,
            byte @Nullable [] encoded,
            byte @Nullable [] known) {

        /**
         * Tells whether it is certain that nobody has saved it yet, whatever was written under its name:
         *
         * <ol>
         *   <li>request A sets the name, then B does, and collects that to save it,
         *   <li>A collects its own value, in case that B fails, and its save is the first.
         * </ol>
         */
        boolean isUnsaved(@Nullable TrackedValue current) {
            return displaced == null
                    ? current != null && current == value && current.isPending()
                    : displaced.isPending();
        }

        /** Tells whether another save has written the session's present value, in this state. */
        boolean isSavedIn(@Nullable TrackedValue current, byte[] encoded) {
            return displaced == null && current == value && (current == null || current.isSavedAs(encoded));
        }
    }

    /** @param turn of two collections of one session's values, the one that began later has the greater */
    SaveDraft(long turn) {
        this.turn = turn;
    }

    /** @param current what the session has under that name by now, or null */
    void remove(String name, @Nullable TrackedValue current, @Nullable DisplacedValue displaced) {
        entries.put(name, new Entry(current, displaced, null, current == null ? null : current.stored()));
    }

    /**
     * @param value what is saved, unless it is a displaced value
     * @param current what the session has under that name by now, or null
     */
    void set(
            String name,
            @Nullable TrackedValue value,
            @Nullable DisplacedValue displaced,
            byte[] bytes,
            @Nullable TrackedValue current) {
        entries.put(name, new Entry(value, displaced, bytes, current == null ? null : current.stored()));
    }

    void fail(String name, CodecException why) {
        failures.put(name, why);
    }

    /** There may be changes of requests that are to save them themselves. */
    void leaveOthers() {
        leavesOthers = true;
    }

    /** Tells whether all changes were looked for, and not only those of one request. */
    public boolean isComplete() {
        return !leavesOthers;
    }

    long turn() {
        return turn;
    }

    /** What else is known of this collection. */
    SaveDraft withoutEntries() {
        SaveDraft empty = new SaveDraft(turn);
        empty.failures.putAll(failures);
        empty.leavesOthers = leavesOthers;
        return empty;
    }

    /** A save of it failed: see {@link ValueUsers#takenOverBy}. */
    void takenOverBy(RequestUnit unit) {
        entries.values().forEach(entry -> {
            if (entry.value != null && entry.displaced == null) {
                entry.value.users().takenOverBy(unit);
            }
        });
    }

    /** What is set or removed, by name. */
    Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** What could not be encoded, by name. */
    public Map<String, CodecException> failures() {
        return failures;
    }

    /** Tells whether a name is set or removed. */
    public boolean names(String name) {
        return entries.containsKey(name);
    }

    /** What the values to be set encode to, by name. */
    public Map<String, byte[]> encoded() {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (entry.encoded != null) {
                encoded.put(name, entry.encoded);
            }
        });
        return encoded;
    }

    /** Says which bytes are to be stored for a value that is set. */
    public void pack(String name, byte[] stored) {
        packed.put(name, stored);
    }

    /** The bytes to store, by name: those of values that are {@linkplain #pack packed} by now. */
    public Map<String, byte[]> packed() {
        return packed;
    }

    byte[] packed(String name) {
        return Objects.requireNonNull(packed.get(name), "packed before it is stored");
    }

    private Set<String> removed() {
        Set<String> removed = new HashSet<>();
        entries.forEach((name, entry) -> {
            if (entry.encoded == null) {
                removed.add(name);
            }
        });
        return removed;
    }

    /** Encoded values on top of stored ones. */
    public Map<String, byte[]> applyTo(Map<String, byte[]> stored) {
        return new Delta(encoded(), removed(), Map.of()).applyTo(stored);
    }

    public boolean isEmpty() {
        return entries.isEmpty() && failures.isEmpty();
    }

    /** After all values are {@linkplain #pack packed}. */
    public Delta delta() {
        Map<String, byte[]> known = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (entry.known != null) {
                known.put(name, entry.known);
            }
        });
        return new Delta(packed, removed(), known);
    }
}
