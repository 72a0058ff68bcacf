package io.github.dynamosession.store.codec;

import java.util.Collections;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialException;

/** What {@link HashWork} asks of modules that a Java runtime may lack; loaded only for an object of theirs. */
final class OptionalModules {

    private static final Object[] NONE = {};

    private OptionalModules() {}

    static boolean define(Object object) {
        String name = object.getClass().getName();
        return name.startsWith("javax.naming.") || name.startsWith("javax.sql.");
    }

    static Object[] parts(Object object) {
        try {
            if (object instanceof Attributes attributes) {
                return Collections.list(attributes.getAll()).toArray();
            }
            return object instanceof Attribute attribute
                    ? Collections.list(attribute.getAll()).toArray()
                    : NONE;
        } catch (NamingException e) {
            throw new CodecException("naming attributes without an end", e);
        }
    }

    static long bytes(Object object) {
        try {
            return object instanceof SerialBlob blob ? blob.length() : 0;
        } catch (SerialException e) { // it was freed
            return 0;
        }
    }
}
