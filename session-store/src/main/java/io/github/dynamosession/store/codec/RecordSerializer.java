package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record, in the bytes of a {@link FieldsSerializer}, and made by its constructor. As by Java serialization, a component
 * that the bytes lack is null, 0 or false, and the serialVersionUID is of no account.
 *
 * <p>Kryo's own RecordSerializer tells components apart by their positions.
 */
final class RecordSerializer<T> extends Serializer<T> {

    private static final int LACKING = -1;

    private final FieldNames names;
    private final Field[] components;
    private final Constructor<T> constructor;
    private final Object[] defaults;

    /** @throws NotPlainException if its module does not open the record's package */
    RecordSerializer(Class<T> type) {
        super(false, true);
        RecordComponent[] declared = type.getRecordComponents();
        try {
            components = new Field[declared.length];
            for (int i = 0; i < declared.length; i++) {
                components[i] = opened(type, type.getDeclaredField(declared[i].getName()));
            }
            Class<?>[] types =
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = opened(type, type.getDeclaredConstructor(types));
            defaults = Arrays.stream(types).map(RecordSerializer::defaultOf).toArray();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has components, and not their fields and constructor", e);
        }
        names = new FieldNames(
                Arrays.stream(components).map(RecordSerializer::extendedName).toList(), List.of());
    }

    private static <M extends AccessibleObject> M opened(Class<?> type, M member) {
        if (!member.trySetAccessible()) {
            throw new NotPlainException(type, "is in a package that its module does not open");
        }
        return member;
    }

    /** As Kryo names the fields of other classes, which may become records. */
    private static String extendedName(Field component) {
        return component.getDeclaringClass().getSimpleName() + "." + component.getName();
    }

    private static @Nullable Object defaultOf(Class<?> component) {
        return Array.get(Array.newInstance(component, 1), 0);
    }

    @Override
    @SuppressWarnings("unchecked") // as Kryo declares the context
    public void write(Kryo kryo, Output output, T object) {
        CycleAwareReferences references = (CycleAwareReferences) kryo.getReferenceResolver();
        references.begin(object);
        if (!kryo.getGraphContext().containsKey(this)) {
            kryo.getGraphContext().put(this, this);
            names.write(output);
        }
        for (Field component : components) {
            FieldsSerializer.writeValue(kryo, output, FieldsSerializer.valueOf(component, object));
        }
        references.end(object);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        Object[] values = defaults.clone();
        for (int position : writtenComponents(kryo, input)) {
            Registration written = kryo.readClass(input);
            if (position == LACKING) {
                FieldsSerializer.drop(kryo, input, written);
            } else if (written == null) {
                FieldsSerializer.requireFitsNull(components[position]);
            } else {
                FieldsSerializer.requireFits(written, components[position]);
                values[position] = kryo.readObject(input, written.getType(), written.getSerializer());
            }
        }
        return make(values);
    }

    /** The positions of the components in the order of the bytes. */
    @SuppressWarnings("unchecked") // as Kryo declares the context
    private int[] writtenComponents(Kryo kryo, Input input) {
        int[] written = (int[]) kryo.getGraphContext().get(this);
        if (written == null) {
            List<String> known = names.fields();
            written = FieldNames.read(input).fields().stream()
                    .mapToInt(known::indexOf)
                    .toArray();
            kryo.getGraphContext().put(this, written);
        }
        return written;
    }

    private T make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new KryoException(
                    "the constructor of " + constructor.getDeclaringClass().getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new KryoException(e);
        }
    }
}
