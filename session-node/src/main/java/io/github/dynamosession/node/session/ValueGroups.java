package io.github.dynamosession.node.session;

import io.github.dynamosession.store.GroupedValue;
import io.github.dynamosession.store.LargeValueReference;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Small values that leave their session's item together. Those whose names are neighbours become neighbours: they are often
 * wanted together.
 */
final class ValueGroups {

    /** Not more, so that who wants one value does not pay for many; not less, as each group is a call. */
    private static final int GROUP = 32 * 1024;

    private final Function<byte[], LargeValueReference> put;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final Map<String, byte[]> next = new TreeMap<>();
    private int nextBytes;

    private ValueGroups(Function<byte[], LargeValueReference> put) {
        this.put = put;
    }

    /**
     * Stores values, and returns what is to be stored in their places.
     *
     * @param values by name, none of more than {@link GroupedValue#MOST_BYTES}
     * @param put stores the bytes of a group
     */
    static Map<String, byte[]> put(Map<String, byte[]> values, Function<byte[], LargeValueReference> put) {
        ValueGroups groups = new ValueGroups(put);
        new TreeMap<>(values).forEach(groups::add);
        groups.end();
        return groups.stored;
    }

    private void add(String name, byte[] value) {
        if (nextBytes + value.length > GROUP) {
            end();
        }
        next.put(name, value);
        nextBytes += value.length;
    }

    private void end() {
        if (next.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(nextBytes);
        Map<String, Integer> offsets = new HashMap<>();
        next.forEach((name, value) -> {
            offsets.put(name, bytes.size());
            bytes.writeBytes(value);
        });
        LargeValueReference group = put.apply(bytes.toByteArray());
        next.forEach((name, value) -> stored.put(
                name, new GroupedValue(group, Objects.requireNonNull(offsets.get(name)), value.length).toBytes()));
        next.clear();
        nextBytes = 0;
    }
}
