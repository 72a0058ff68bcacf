package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Kryo for the classes of one application. It writes and reads plain objects only, and tells of any other by a {@link
 * NotPlainException}. All that shapes the bytes is set here, and is part of the stored format.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares its methods
final class ApplicationKryo extends Kryo {

    /** Deeper graphs are refused on every node alike, long before a usual thread's stack (512 KB) ends. */
    static final int MAX_DEPTH = 400;

    private static final byte[] NO_BUFFER = {};

    /** A larger buffer is not kept: each of the pooled ones would. */
    private static final int LARGEST_KEPT_BUFFER = 64 * 1024;

    private final ClassFilter filter;
    private final int maxBytes;
    private final Map<Class<?>, NotPlainException> objections = new HashMap<>();
    private final Output output = new Output(NO_BUFFER, -1);

    ApplicationKryo(ClassFilter filter, int maxBytes) {
        super(new FilteredClassResolver(filter), new CycleAwareReferences());
        this.filter = filter;
        this.maxBytes = maxBytes;
        setRegistrationRequired(false);
        setInstantiatorStrategy(new StdInstantiatorStrategy());
        setMaxDepth(MAX_DEPTH);
        // Optimized, elements are written without their class if a field's generic type tells it, and a reader that
        // lacks the field fails (Kryo issues 834, 907, 1098).
        setOptimizedGenerics(false);
        JdkSerializers.registerIn(this);
    }

    /** Kryo has no exception of its own for it. */
    static boolean isTooDeep(RuntimeException e) {
        return String.valueOf(Failures.root(e).getMessage()).startsWith("Max depth exceeded");
    }

    /**
     * Encodes a value behind a header.
     *
     * @param before is returned if it is the same bytes
     */
    byte[] bytesOf(Object value, byte[] header, byte @Nullable [] before) {
        int most = header.length + maxBytes;
        int expected = Encoding.expected(value, before, header.length + textFrame(value), most);
        if (output.getBuffer().length < expected) {
            output.setBuffer(new byte[expected], most);
        }
        output.reset();
        output.writeBytes(header);
        writeClassAndObject(output, value);
        byte[] buffer = output.getBuffer();
        byte[] bytes = Encoding.taken(buffer, output.position(), before);
        if (bytes == buffer || buffer.length > LARGEST_KEPT_BUFFER) {
            output.setBuffer(NO_BUFFER, most);
        }
        return bytes;
    }

    /** The number of its class, that it is no reference, and its length: 6 bits in the first byte, 7 in each further one. */
    private static int textFrame(Object value) {
        int bits = value instanceof String text ? Integer.SIZE - Integer.numberOfLeadingZeros(text.length() + 1) : 0;
        return 3 + bits / 7;
    }

    void registerAsKryoDoes(Class<?> type, int id) {
        register(type, super.getDefaultSerializer(type), id);
    }

    /** Called once for each class that has no number: the application's, enums, and arrays of them. */
    @Override
    public Serializer getDefaultSerializer(Class type) {
        NotPlainException known = objections.get(type);
        if (known != null) {
            throw known; // it has no stack trace
        }
        try {
            return serializerOf(type);
        } catch (NotPlainException e) {
            objections.put(type, e);
            throw e;
        }
    }

    private Serializer serializerOf(Class<?> type) {
        if (!filter.allows(type)) {
            throw new NotPlainException(type, "is not allowed in sessions");
        }
        if (type.isArray()) {
            return new ObjectArraySerializer();
        }
        if (type.isEnum()) {
            return new EnumNameSerializer((Class<? extends Enum>) type);
        }
        PlainClasses.objection(type).ifPresent(objection -> {
            throw new NotPlainException(type, objection);
        });
        return type.isRecord() ? new RecordSerializer<>(type) : new FieldsSerializer<>(this, type);
    }

    /** No class is: else its bytes would change when it becomes final or ceases to be. */
    @Override
    public boolean isFinal(Class type) {
        return false;
    }
}
