package io.github.dynamosession.benchmarks;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.codec.ClassFilter;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.fory.Fory;
import org.apache.fory.config.CompatibleMode;
import org.apache.fory.config.Language;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Ways from a value to bytes and back. */
@SuppressWarnings("ImmutableEnumChecker") // what it keeps is used by one thread
public enum Encoder {
    /** The bytes that are stored: header, and Kryo or Java as the value allows, with filter and bounds. */
    DYNAMOSESSION {
        private final PayloadFormat format = PayloadFormat.of(
                Codec.KRYO, ClassFilter.forApplication(Encoder.class.getClassLoader(), List.of()), MAX_BYTES);

        @Override
        byte[] encode(Object value) {
            return format.encode(value);
        }

        @Override
        Object decode(byte[] bytes) {
            return format.decode(bytes);
        }
    },
    /** The baseline: the JDK's object streams, which look at no class and bound nothing. */
    JAVA {
        @Override
        byte[] encode(Object value) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
                output.writeObject(value);
            }
            return bytes.toByteArray();
        }

        @Override
        @SuppressWarnings("BanSerializableRead") // its own bytes, and the baseline
        Object decode(byte[] bytes) throws IOException, ClassNotFoundException {
            try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                return input.readObject();
            }
        }
    },
    /** Kryo as one uses it without further thought: any class, field by field, no evolution of classes. */
    PLAIN_KRYO {
        private final Kryo kryo = new Kryo();

        {
            kryo.setRegistrationRequired(false);
            kryo.setReferences(true);
            kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        }

        @Override
        byte[] encode(Object value) {
            Output output = new Output(512, MAX_BYTES);
            kryo.writeClassAndObject(output, value);
            return output.toBytes();
        }

        @Override
        Object decode(byte[] bytes) {
            return kryo.readClassAndObject(new Input(bytes));
        }
    },
    /** Apache Fory with what sessions need: any class, shared references, and classes that change between releases. */
    FORY {
        private final Fory fory = Fory.builder()
                .withLanguage(Language.JAVA)
                .requireClassRegistration(false)
                .withRefTracking(true)
                .withCompatibleMode(CompatibleMode.COMPATIBLE)
                .withAsyncCompilation(false)
                .build();

        @Override
        byte[] encode(Object value) {
            return fory.serialize(value);
        }

        @Override
        Object decode(byte[] bytes) {
            return fory.deserialize(bytes);
        }
    };

    static final int MAX_BYTES = 1 << 23;

    abstract byte[] encode(Object value) throws IOException;

    abstract Object decode(byte[] bytes) throws IOException, ClassNotFoundException;
}
