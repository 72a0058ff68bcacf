package io.github.dynamosession.store.codec;

import java.io.Externalizable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

/**
 * Classes of the JDK and of containers that sessions may hold for what they are, whoever defines them: interfaces, of which
 * nothing is made, enums, whose constants are there already, and exceptions that are only fields. What such an exception
 * holds is decided by its own class.
 */
final class HarmlessKinds {

    private static final Set<String> READING_CODE =
            Set.of("readObject", "readObjectNoData", "readResolve", "readExternal");

    /** Its readObject asks an object of the bytes for its text. Of all others of the JDK it fills fields. */
    private static final Set<String> REFUSED = Set.of("javax.management.BadAttributeValueExpException");

    private HarmlessKinds() {}

    static boolean contains(Class<?> type) {
        return type.isInterface() || type.isEnum() || isException(type);
    }

    private static boolean isException(Class<?> type) {
        if (!Throwable.class.isAssignableFrom(type) || Externalizable.class.isAssignableFrom(type)) {
            return false;
        }
        for (Class<?> each = type; each != Throwable.class; each = each.getSuperclass()) {
            if (REFUSED.contains(each.getName()) || (!PlainClasses.isOfJdk(each) && hasReadingCode(each))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasReadingCode(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).anyMatch(READING_CODE::contains);
        } catch (LinkageError e) { // what it refers to is not there, so nobody knows
            return true;
        }
    }
}
