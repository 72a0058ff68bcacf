package io.github.dynamosession.store.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order for what has none. The order of a hash table shows its capacity, and for enums and immutable sets the JVM
 * that made it, so equal content would differ in bytes. Keys of the usual classes are sorted instead; keys of other
 * classes stay as the table has them, so their bytes may differ from one JVM to another.
 */
final class HashOrder {

    private static final Set<Class<?>> SORTABLE =
            Set.of(String.class, Integer.class, Long.class, Short.class, Byte.class, Character.class, UUID.class);

    private HashOrder() {}

    static Object[] elements(Collection<?> collection) {
        return sorted(collection.toArray(), element -> element);
    }

    static List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        Map.Entry<?, ?>[] entries = map.entrySet().toArray(new Map.Entry<?, ?>[0]);
        return List.of(sorted(entries, Map.Entry::getKey));
    }

    private static <E> E[] sorted(E[] elements, Function<E, @Nullable Object> key) {
        Class<?> type = commonClass(elements, key);
        if (Enum.class.isAssignableFrom(type)) {
            Arrays.sort(elements, Comparator.comparing(element -> ((Enum<?>) key.apply(element)).name()));
        } else if (SORTABLE.contains(type)) {
            Arrays.sort(elements, naturally(key));
        }
        return elements;
    }

    @SuppressWarnings("unchecked") // all keys are of one class, which compares with itself
    private static <E> Comparator<E> naturally(Function<E, @Nullable Object> key) {
        return (a, b) -> ((Comparable<Object>) key.apply(a)).compareTo(key.apply(b));
    }

    /** The class of all keys, or Object. */
    private static <E> Class<?> commonClass(E[] elements, Function<E, @Nullable Object> key) {
        Class<?> common = null;
        for (E element : elements) {
            Object each = key.apply(element);
            Class<?> type = each instanceof Enum<?> constant ? constant.getDeclaringClass() : classOf(each);
            if (common != null && common != type) {
                return Object.class;
            }
            common = type;
        }
        return common == null ? Object.class : common;
    }

    private static Class<?> classOf(@Nullable Object object) {
        return object == null ? Object.class : object.getClass();
    }
}
