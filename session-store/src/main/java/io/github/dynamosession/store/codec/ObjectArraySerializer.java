package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;

/** An array of objects; unlike with Kryo's own, its bytes stay the same when a class becomes final or ceases to be. */
final class ObjectArraySerializer extends Serializer<Object[]> {

    @Override
    public void write(Kryo kryo, Output output, Object[] array) {
        Elements.write(kryo, output, array);
    }

    @Override
    public Object[] read(Kryo kryo, Input input, Class<? extends Object[]> type) {
        Object[] array = (Object[]) Array.newInstance(type.getComponentType(), ((BoundedInput) input).readLength());
        kryo.reference(array);
        for (int i = 0; i < array.length; i++) {
            array[i] = kryo.readClassAndObject(input);
        }
        return array;
    }
}
