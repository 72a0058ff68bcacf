package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;

/**
 * A plain object by the names of its fields, each value with its class. A field that the reader lacks is read all the
 * same, for later references may lead into it (Kryo issues 291, 871), and dropped; one that the bytes lack keeps its
 * default. Nothing is skipped unread: Kryo's chunks would allow it, and lose references silently (Kryo issue 1068).
 */
final class FieldsSerializer<T> extends CompatibleFieldSerializer<T> {

    FieldsSerializer(Kryo kryo, Class<T> type) {
        super(kryo, type, config());
    }

    private static CompatibleFieldSerializerConfig config() {
        CompatibleFieldSerializerConfig config = new CompatibleFieldSerializerConfig();
        config.setReadUnknownFieldData(true);
        config.setChunkedEncoding(false);
        config.setExtendedFieldNames(true);
        // this$0 and the captured variables of inner classes, which Java serialization keeps
        config.setIgnoreSyntheticFields(false);
        config.setSerializeTransient(false);
        config.setCopyTransient(false);
        return config;
    }

    /** Without a value class, Kryo puts a value of any class into a field whose type was changed. */
    @Override
    protected void initializeCachedFields() {
        for (CachedField field : getFields()) {
            field.setValueClass(field.getField().getType());
        }
    }
}
