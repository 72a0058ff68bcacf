package io.github.dynamosession.store.codec;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers of each class of the application whether Kryo could encode the first of its objects that was an attribute. If it
 * could not, it is not asked again: most such classes always lead to the same objects with a form of their own, and the
 * attempt would cost as much as Java serialization once more.
 *
 * <p>The first outcome stands for good. Else a value could be handed out as Kryo encodes it, and be compared as Java
 * serialization does, and would look changed. Classes of the JDK are always tried: what a list holds says nothing of the next list.
 *
 * <p>Any thread may call it.
 */
public final class FirstOutcomes {

    private final ConcurrentMap<Class<?>, Boolean> plain = new ConcurrentHashMap<>();

    /** Tells whether the first object of this class was not plain. */
    public boolean wasNotPlain(Object value) {
        return Boolean.FALSE.equals(plain.get(value.getClass()));
    }

    /** Notes an outcome, unless there is one; returns false if the first one was another. */
    public boolean note(Object value, boolean isPlain) {
        Class<?> type = value.getClass();
        if (PlainClasses.isOfJdk(type) || type.isArray()) {
            return true;
        }
        Boolean first = plain.putIfAbsent(type, isPlain);
        return first == null || first == isPlain;
    }
}
