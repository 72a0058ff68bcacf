package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Reads past the objects of one missing class, whose content later references may lead into. */
final class MissingSerializer extends Serializer<Object> {

    private static final int UNKNOWN = -1;

    interface Skip {
        void skip(MissingSerializer serializer, Kryo kryo, Input input);
    }

    private final MissingClassException reason;
    private final Skip content;
    private int fields = UNKNOWN;

    MissingSerializer(MissingClassException reason, Skip content) {
        this.reason = reason;
        this.content = content;
    }

    MissingClassException reason() {
        return reason;
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        Object missing = new Missing(reason);
        kryo.reference(missing);
        content.skip(this, kryo, input);
        return missing;
    }

    void skipConstant(Kryo kryo, Input input) {
        input.readString();
    }

    void skipArray(Kryo kryo, Input input) {
        Elements.read(kryo, input);
    }

    void skipObject(Kryo kryo, Input input) {
        if (fields == UNKNOWN) {
            fields = FieldNames.read(input).size();
        }
        for (int i = 0; i < fields; i++) {
            Registration written = kryo.readClass(input);
            if (written != null) {
                kryo.readObject(input, written.getType(), written.getSerializer());
            }
        }
    }

    @Override
    public void write(Kryo kryo, Output output, Object missing) {
        throw new IllegalStateException("what stands for a missing object never leaves the codec");
    }
}
