package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A container in the order of a comparator, which is written first. */
final class SortedSerializer<T> extends Serializer<T> {

    private final Function<T, @Nullable Comparator<?>> comparator;
    private final Function<T, Object[]> elements;
    private final Function<@Nullable Comparator<Object>, T> empty;
    private final BiConsumer<T, Object[]> fill;

    SortedSerializer(
            Function<T, @Nullable Comparator<?>> comparator,
            Function<T, Object[]> elements,
            Function<@Nullable Comparator<Object>, T> empty,
            BiConsumer<T, Object[]> fill) {
        this.comparator = comparator;
        this.elements = elements;
        this.empty = empty;
        this.fill = fill;
    }

    @Override
    public void write(Kryo kryo, Output output, T container) {
        // A comparator that leads back to the container could not be read: the container is made with it.
        CycleAwareReferences references = (CycleAwareReferences) kryo.getReferenceResolver();
        references.begin(container);
        kryo.writeClassAndObject(output, comparator.apply(container));
        references.end(container);
        Elements.write(kryo, output, elements.apply(container));
    }

    @Override
    @SuppressWarnings("unchecked") // a class cast exception at the first comparison is all that a wrong one gives
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        T container = empty.apply((Comparator<Object>) kryo.readClassAndObject(input));
        kryo.reference(container);
        fill.accept(container, Elements.read(kryo, input));
        return container;
    }
}
