package io.github.dynamosession.store.codec;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the application's classes whose fields are all there is to them. Writing and reading such fields means the same
 * as Java serialization; every other class has a say of its own in it.
 */
final class PlainClasses {

    private PlainClasses() {}

    /** Why objects of a class need Java serialization; empty if they do not. */
    static Optional<String> objection(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return Optional.of("has no instances");
        }
        if (type.isHidden()) {
            return Optional.of("cannot be found by its name");
        }
        // In the next release, another class may have the number: Java serialization compares computed versions.
        if (type.isAnonymousClass() || type.isLocalClass()) {
            return Optional.of("is numbered by the compiler");
        }
        return objectionInHierarchy(type);
    }

    private static Optional<String> objectionInHierarchy(Class<?> type) {
        Set<String> simpleNames = new HashSet<>();
        for (Class<?> each = type; each != Object.class && each != Record.class; each = each.getSuperclass()) {
            if (isOfJdk(each)) {
                return Optional.of("extends a class of the JDK");
            }
            if (!Serializable.class.isAssignableFrom(each)) {
                return Optional.of("is not Serializable, or has a superclass that is not");
            }
            if (hasFormOfItsOwn(each)) {
                return Optional.of("defines its own serialized form");
            }
            // Kryo tells fields of the same name apart by the simple names of their classes.
            if (!simpleNames.add(each.getSimpleName())) {
                return Optional.of("has a superclass of the same simple name");
            }
        }
        return Optional.empty();
    }

    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static boolean hasFormOfItsOwn(Class<?> type) {
        return Externalizable.class.isAssignableFrom(type)
                || declares(type, "writeObject", ObjectOutputStream.class)
                || declares(type, "readObject", ObjectInputStream.class)
                || declares(type, "readObjectNoData")
                || declares(type, "writeReplace")
                || declares(type, "readResolve")
                || Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> field.getName().equals("serialPersistentFields"));
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method) && Arrays.equals(each.getParameterTypes(), parameters));
    }
}
