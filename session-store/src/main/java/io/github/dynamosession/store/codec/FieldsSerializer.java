package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.util.Util;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plain object by the names of its fields, each value with its class. A field that the reader lacks is read all the
 * same, for later references may lead into it (Kryo issues 291, 871, 1068), and dropped; one that the bytes lack keeps its
 * default.
 *
 * <p>Kryo's own CompatibleFieldSerializer gives the same bytes, but takes each value twice, once for its class and once to
 * write it: if another thread sets the field in between, it writes one class and the object of another, by memory offsets.
 */
final class FieldsSerializer<T> extends FieldSerializer<T> {

    private final FieldNames names;
    private final Map<String, CachedField> byName = new HashMap<>();

    FieldsSerializer(Kryo kryo, Class<T> type) {
        super(kryo, type, config());
        List<CachedField> fields = List.of(getFields());
        fields.forEach(field -> byName.put(field.getName(), field));
        names = new FieldNames(fields.stream().map(CachedField::getName).toList(), ClassVersion.declaredBy(type));
    }

    private static FieldSerializerConfig config() {
        FieldSerializerConfig config = new FieldSerializerConfig();
        config.setExtendedFieldNames(true);
        // this$0 and the captured variables of inner classes, which Java serialization keeps
        config.setIgnoreSyntheticFields(false);
        config.setSerializeTransient(false);
        config.setCopyTransient(false);
        return config;
    }

    @Override
    @SuppressWarnings("unchecked") // as Kryo declares the context
    public void write(Kryo kryo, Output output, T object) {
        if (!kryo.getGraphContext().containsKey(this)) {
            kryo.getGraphContext().put(this, this);
            names.write(output);
        }
        for (CachedField field : getFields()) {
            writeValue(kryo, output, valueOf(field.getField(), object));
        }
    }

    /** A value with its class. */
    static void writeValue(Kryo kryo, Output output, @Nullable Object value) {
        if (value == null) {
            kryo.writeClass(output, null);
        } else {
            kryo.writeClassAndObject(output, value);
        }
    }

    static @Nullable Object valueOf(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new KryoException(e);
        }
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        T object = create(kryo, input, type);
        kryo.reference(object);
        for (CachedField field : writtenFields(kryo, input)) {
            readField(kryo, input, field, object);
        }
        return object;
    }

    /** In the order of the bytes; null where this version of the class lacks the field. */
    @SuppressWarnings("unchecked") // as Kryo declares the context
    private @Nullable CachedField[] writtenFields(Kryo kryo, Input input) {
        CachedField[] fields = (CachedField[]) kryo.getGraphContext().get(this);
        if (fields == null) {
            FieldNames written = FieldNames.read(input);
            requireSameVersion(written);
            fields = written.fields().stream().map(byName::get).toArray(CachedField[]::new);
            kryo.getGraphContext().put(this, fields);
        }
        return fields;
    }

    private void requireSameVersion(FieldNames written) {
        for (ClassVersion version : written.versions()) {
            if (names.versions().stream().anyMatch(version::contradicts)) {
                throw new CodecException(
                        "class " + getType().getName() + " has another serialVersionUID than the one that was written",
                        null);
            }
        }
    }

    private void readField(Kryo kryo, Input input, @Nullable CachedField field, T object) {
        Registration written = kryo.readClass(input);
        if (field == null) {
            drop(kryo, input, written);
        } else if (written != null) {
            requireFits(written, field.getField());
            field.setCanBeNull(false);
            field.setValueClass(written.getType());
            field.setSerializer(written.getSerializer());
            field.read(input, object);
        } else {
            requireFitsNull(field.getField());
        }
    }

    /** A value for which there is no field. */
    static void drop(Kryo kryo, Input input, @Nullable Registration written) {
        if (written != null) {
            kryo.readObject(input, written.getType(), written.getSerializer());
        }
    }

    static void requireFitsNull(Field field) {
        if (field.getType().isPrimitive()) {
            throw new KryoException("null cannot be a " + field);
        }
    }

    /** Else Kryo puts a value of any class into a field whose type was changed. */
    static void requireFits(Registration written, Field field) {
        if (written.getSerializer() instanceof MissingSerializer missing) {
            throw missing.reason();
        }
        if (!Util.isAssignableTo(written.getType(), field.getType())) {
            throw new KryoException("a " + written.getType().getName() + " cannot be a " + field);
        }
    }
}
