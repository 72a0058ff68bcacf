package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;

/** A container that is made from all its elements at once. */
final class ImmutableElementsSerializer<T> extends Serializer<T> {

    private final Function<T, Object[]> elements;
    private final Function<Object[], T> build;

    ImmutableElementsSerializer(Function<T, Object[]> elements, Function<Object[], T> build) {
        super(false, true);
        this.elements = elements;
        this.build = build;
    }

    @Override
    public void write(Kryo kryo, Output output, T container) {
        CycleAwareReferences references = (CycleAwareReferences) kryo.getReferenceResolver();
        references.begin(container);
        Elements.write(kryo, output, elements.apply(container));
        references.end(container);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        return build.apply(Elements.read(kryo, input));
    }
}
