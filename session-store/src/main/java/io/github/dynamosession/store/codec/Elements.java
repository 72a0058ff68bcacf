package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.Map;

/**
 * The elements of a container as an array: taken before the first is written, so that the number in front of them is
 * their number, even if another thread changes the container meanwhile. Each is written with its class and never by what
 * a generic type promises, so that a reader whose field is gone can skip it (Kryo issues 834 and 1098).
 */
final class Elements {

    private Elements() {}

    static void write(Kryo kryo, Output output, Object[] elements) {
        output.writeVarInt(elements.length, true);
        for (Object element : elements) {
            kryo.writeClassAndObject(output, element);
        }
    }

    static Object[] read(Kryo kryo, Input input) {
        BoundedInput bounded = (BoundedInput) input;
        Object[] elements = new Object[bounded.readLength()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = kryo.readClassAndObject(input);
            bounded.hashWork().spend(elements[i]);
        }
        return elements;
    }

    /** Keys and values in turn. */
    static Object[] keysAndValues(Collection<? extends Map.Entry<?, ?>> entries) {
        Object[] flat = new Object[2 * entries.size()];
        int i = 0;
        for (Map.Entry<?, ?> entry : entries) {
            flat[i++] = entry.getKey();
            flat[i++] = entry.getValue();
        }
        return flat;
    }

    static void putAll(Map<Object, Object> map, Object[] keysAndValues) {
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
    }
}
