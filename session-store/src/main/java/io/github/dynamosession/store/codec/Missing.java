package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.DefaultClassResolver;

/**
 * Stands for an object of a class that this application lacks. It may be part of what a reader drops, as a field that it
 * lacks, too; a value that still holds one when it is decoded is not handed out.
 *
 * @param reason what the value is refused with
 */
record Missing(MissingClassException reason) {

    /** Stands for an enum constant: Kryo does not number those, so none is referred to. */
    enum Constant {}

    private static final byte NEW_OBJECT = 1;

    /** The class as Kryo is to read it: behind its name, where the input is, stands its first object. */
    static Registration registration(String className, MissingClassException reason, Input input) {
        if (className.startsWith("[")) {
            return registration(Missing.class, new MissingSerializer(reason, MissingSerializer::skipArray));
        }
        return isNewObject(input)
                ? registration(Missing.class, new MissingSerializer(reason, MissingSerializer::skipObject))
                : registration(Constant.class, new MissingSerializer(reason, MissingSerializer::skipConstant));
    }

    /** The name of a constant begins with a letter, or with its length, which has the highest bit set. */
    private static boolean isNewObject(Input input) {
        return input.position() < input.limit() && input.getBuffer()[input.position()] == NEW_OBJECT;
    }

    private static Registration registration(Class<?> type, MissingSerializer serializer) {
        return new Registration(type, serializer, DefaultClassResolver.NAME);
    }
}
