package io.github.dynamosession.store.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The serialVersionUID that a class declares, and by which its author says that its objects are no longer those of before.
 *
 * @param className the simple name, empty for the class of the object itself
 */
record ClassVersion(String className, long number) {

    private static final String FIELD = "serialVersionUID";

    /** No field's name has it. */
    private static final char SEPARATOR = '=';

    static boolean isOne(String text) {
        return text.indexOf(SEPARATOR) >= 0;
    }

    static ClassVersion of(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new ClassVersion(text.substring(0, separator), Long.parseLong(text.substring(separator + 1)));
    }

    String text() {
        return className + SEPARATOR + number;
    }

    boolean contradicts(ClassVersion other) {
        return className.equals(other.className) && number != other.number;
    }

    /** Of a class and its superclasses, those that declare one. */
    static List<ClassVersion> declaredBy(Class<?> type) {
        List<ClassVersion> versions = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (isVersion(field)) {
                    versions.add(new ClassVersion(each == type ? "" : each.getSimpleName(), valueOf(field)));
                }
            }
        }
        return versions;
    }

    private static boolean isVersion(Field field) {
        return field.getName().equals(FIELD)
                && field.getType() == long.class
                && Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && field.trySetAccessible();
    }

    private static long valueOf(Field field) {
        try {
            return field.getLong(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
