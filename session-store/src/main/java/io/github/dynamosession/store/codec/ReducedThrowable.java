package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * An exception of the JDK or the container without what only its class knows: its class's name and its message as its text,
 * its stack, its cause and what it suppressed. A naming exception may hold the directory it came from.
 */
final class ReducedThrowable {

    /** The narrowest is taken, which fits most fields that the exception itself is in. */
    private static final Map<Class<? extends Throwable>, Function<String, Throwable>> KINDS = Map.of(
            IOException.class, IOException::new,
            RuntimeException.class, RuntimeException::new,
            Exception.class, Exception::new,
            Error.class, Error::new,
            Throwable.class, Throwable::new);

    private ReducedThrowable() {}

    /** Whether a class is one of exceptions, not of the application, and may hold more than any exception does. */
    static boolean mayBe(Class<?> type, ClassFilter filter) {
        return Throwable.class.isAssignableFrom(type)
                && !filter.isOwn(type)
                && (!filter.allows(type) || holdsMore(type));
    }

    static Throwable of(Throwable throwable) {
        Throwable reduced = kind(throwable.getClass()).apply(throwable.toString());
        reduced.setStackTrace(throwable.getStackTrace());
        reduced.initCause(throwable.getCause());
        Arrays.stream(throwable.getSuppressed()).forEach(reduced::addSuppressed);
        return reduced;
    }

    private static Function<String, Throwable> kind(Class<?> type) {
        Class<?> each = type;
        while (!KINDS.containsKey(each)) {
            each = each.getSuperclass();
        }
        return KINDS.get(each);
    }

    private static boolean holdsMore(Class<?> type) {
        for (Class<?> each = type; each != Throwable.class; each = each.getSuperclass()) {
            if (Arrays.stream(each.getDeclaredFields()).anyMatch(ReducedThrowable::holdsAnObject)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAnObject(Field field) {
        return !field.getType().isPrimitive()
                && field.getType() != String.class
                && !Modifier.isStatic(field.getModifiers());
    }
}
