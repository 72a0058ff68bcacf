package io.github.dynamosession.store;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Which names an application may give: of attributes, and of users. A name that is no well-formed UTF-16 has no bytes:
 * what is stored in its place is another name, or cannot be read again.
 */
public final class StorableName {

    /** Of an attribute, in UTF-8. Far more than names need, and far less than DynamoDB takes in one expression. */
    public static final int MAX_ATTRIBUTE_BYTES = 2048;

    private StorableName() {}

    /** Tells whether each half of a surrogate pair has its other half. */
    public static boolean isWellFormed(String name) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if no attribute may have this name; says why */
    public static void requireForAttribute(String name) {
        requireWellFormed("the name of an attribute", name);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalArgumentException("the name of an attribute, " + Printable.of(name.substring(0, 40))
                    + "..., has " + bytes + " bytes in UTF-8; it may have " + MAX_ATTRIBUTE_BYTES);
        }
    }

    /** @throws IllegalArgumentException if no user can have this name; says why */
    public static void requireForUser(String name) {
        requireWellFormed("the name of a user", name);
    }

    private static void requireWellFormed(String what, String name) {
        if (!isWellFormed(name)) {
            throw new IllegalArgumentException(
                    what + " holds half of a surrogate pair: it must be well-formed UTF-16; cut texts between"
                            + " code points, and check what clients send");
        }
    }
}
