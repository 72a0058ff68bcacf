package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A container that is made empty, so that its elements may refer back to it, and filled when they are all read. */
final class MutableSerializer<T> extends Serializer<T> {

    private final Function<T, Object[]> elements;
    private final Supplier<T> empty;
    private final BiConsumer<T, Object[]> fill;

    MutableSerializer(Function<T, Object[]> elements, Supplier<T> empty, BiConsumer<T, Object[]> fill) {
        this.elements = elements;
        this.empty = empty;
        this.fill = fill;
    }

    @Override
    public void write(Kryo kryo, Output output, T container) {
        Elements.write(kryo, output, elements.apply(container));
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        T container = empty.get();
        kryo.reference(container);
        fill.accept(container, Elements.read(kryo, input));
        return container;
    }
}
