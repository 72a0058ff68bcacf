package io.github.dynamosession.store.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shortest way from a value to an object in it, for messages: {@code value.items[3].owner}. It looks into
 * arrays, collections and optionals of the JDK and fields of other classes; objects that only a writeObject method or
 * another class of the JDK knows stay hidden.
 */
final class ObjectPath {

    /** Enough for any graph that fits a session; a message is not worth more. */
    private static final int MAX_OBJECTS = 100_000;

    private final int maxObjects;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<PathStep> open = new ArrayDeque<>();

    private ObjectPath(int maxObjects) {
        this.maxObjects = maxObjects;
    }

    /**
     * The path to an object of the first class that has one, or to that class; else to the last object on a trail that may
     * have led there.
     */
    static String toClass(Object root, List<String> classNames, Trail trail) {
        return classNames.stream()
                .flatMap(className -> inMessage(root, object -> isNamed(object, className)).stream())
                .findFirst()
                .orElseGet(() -> toEndOf(root, trail.newestFirst().filter(object -> !(object instanceof String))));
    }

    /** The path to the last object that was found on a trail. */
    static String toEndOf(Object root, Trail trail) {
        return toEndOf(root, trail.newestFirst());
    }

    private static String toEndOf(Object root, Stream<Object> newestFirst) {
        return newestFirst
                .flatMap(object -> inMessage(root, each -> each == object).stream())
                .findFirst()
                .orElse("a " + root.getClass().getName());
    }

    /** Whether a value of plain objects holds one of a class, wherever that is. */
    static boolean leadsTo(Object root, Class<?> type) {
        return new ObjectPath(Integer.MAX_VALUE).find(root, type::isInstance).isPresent();
    }

    private static Optional<String> inMessage(Object root, Predicate<Object> wanted) {
        try {
            return new ObjectPath(MAX_OBJECTS).find(root, wanted).map(PathStep::toString);
        } catch (RuntimeException e) { // the graph changes meanwhile; the class in the message must do
            return Optional.empty();
        }
    }

    private Optional<PathStep> find(Object root, Predicate<Object> wanted) {
        visit(root, null, "value");
        while (!open.isEmpty()) {
            PathStep step = open.remove();
            if (wanted.test(step.object())) {
                return Optional.of(step);
            }
            visitContent(step);
        }
        return Optional.empty();
    }

    private void visit(@Nullable Object object, @Nullable PathStep from, String name) {
        if (object != null && seen.size() < maxObjects && seen.add(object)) {
            open.add(new PathStep(object, from, name));
        }
    }

    private void visitContent(PathStep step) {
        Object object = step.object();
        if (object instanceof Object[] array) {
            visitElements(Arrays.asList(array), step);
        } else if (!PlainClasses.isOfJdk(object.getClass())) {
            visitFields(step);
        } else if (object instanceof Collection<?> collection) {
            visitElements(collection, step);
        } else if (object instanceof Map<?, ?> map) {
            visitEntries(map, step);
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(content -> visit(content, step, ".get()"));
        }
    }

    private void visitElements(Collection<?> elements, PathStep step) {
        int i = 0;
        for (Object element : elements) {
            visit(element, step, "[" + i++ + "]");
        }
    }

    private void visitEntries(Map<?, ?> map, PathStep step) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            visit(entry.getKey(), step, ".key");
            visit(entry.getValue(), step, "[" + name(entry.getKey()) + "]");
        }
    }

    /** Numbers and enum constants by their text; strings may be secrets. */
    private static String name(@Nullable Object key) {
        boolean harmless = key instanceof Number || key instanceof Enum<?>;
        return harmless ? String.valueOf(key) : "a key";
    }

    private void visitFields(PathStep step) {
        for (Class<?> type = step.object().getClass();
                type != null && !PlainClasses.isOfJdk(type);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isSerialized(field) && field.trySetAccessible()) {
                    visit(valueOf(field, step.object()), step, "." + field.getName());
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

    private static boolean isNamed(Object object, String className) {
        return ClassFilter.elementOf(object instanceof Class<?> named ? named : object.getClass())
                .getName()
                .equals(className);
    }
}
