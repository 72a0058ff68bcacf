package io.github.dynamosession.store.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shortest way from a value to an object of a class, for messages: {@code value.items[3].owner}. It looks into
 * arrays, collections of the JDK and fields of other classes; objects that only a writeObject method knows stay hidden.
 */
final class ObjectPath {

    /** Enough for any graph that fits a session; a message is not worth more. */
    private static final int MAX_OBJECTS = 100_000;

    private record Step(Object object, String path) {}

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> open = new ArrayDeque<>();

    private ObjectPath() {}

    /** The path, a colon and a space; the root's class if the path is not found. */
    static String toClass(Object root, String className) {
        try {
            return new ObjectPath().find(root, className) + ": ";
        } catch (RuntimeException e) { // the graph changes meanwhile; the class in the message must do
            return unknown(root) + ": ";
        }
    }

    private String find(Object root, String className) {
        visit(root, "value");
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (elementClass(step.object).getName().equals(className)) {
                return step.path;
            }
            if (seen.size() < MAX_OBJECTS) {
                visitContent(step);
            }
        }
        return unknown(root);
    }

    private static String unknown(Object root) {
        return "a " + root.getClass().getName();
    }

    private void visit(@Nullable Object object, String path) {
        if (object != null && seen.add(object)) {
            open.add(new Step(object, path));
        }
    }

    private void visitContent(Step step) {
        if (step.object instanceof Object[] array) {
            visitElements(Arrays.asList(array), step.path);
        } else if (!PlainClasses.isOfJdk(step.object.getClass())) {
            visitFields(step);
        } else if (step.object instanceof Collection<?> collection) {
            visitElements(new ArrayList<>(collection), step.path);
        } else if (step.object instanceof Map<?, ?> map) {
            visitEntries(map, step.path);
        }
    }

    private void visitElements(List<?> elements, String path) {
        for (int i = 0; i < elements.size(); i++) {
            visit(elements.get(i), path + "[" + i + "]");
        }
    }

    private void visitEntries(Map<?, ?> map, String path) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            visit(entry.getKey(), path + ".key");
            visit(entry.getValue(), path + "[" + name(entry.getKey()) + "]");
        }
    }

    /** Numbers and enum constants by their text; strings may be secrets. */
    private static String name(@Nullable Object key) {
        boolean harmless = key instanceof Number || key instanceof Enum<?>;
        return harmless ? String.valueOf(key) : "a key";
    }

    private void visitFields(Step step) {
        for (Class<?> type = step.object.getClass();
                type != null && !PlainClasses.isOfJdk(type);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isSerialized(field) && field.trySetAccessible()) {
                    visit(valueOf(field, step.object), step.path + "." + field.getName());
                }
            }
        }
    }

    private static boolean isSerialized(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                && !field.getType().isPrimitive();
    }

    private static @Nullable Object valueOf(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> elementClass(Object object) {
        Class<?> type = object.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type;
    }
}
