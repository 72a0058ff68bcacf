package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.util.Pool;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kryo, as the small and fast form of values that are plain throughout: those for which it means the same as Java
 * serialization. For any other value see {@link #encodeIfPlain}.
 *
 * <p>Equal content gives equal bytes on every node, and a decoded value the bytes that it was decoded from, except for
 * hash tables whose keys are neither of one enum nor all of one of String, Integer, Long, Short, Byte, Character and UUID:
 * their order is the table's own, which is stable only for an unchanged table.
 */
public final class KryoAttributeCodec implements AttributeCodec {

    /** The number that marks its bytes in the store; never reused. */
    public static final byte ID = 1;

    private static final int POOLED = 32;

    private final int maxBytes;
    private final Pool<ApplicationKryo> pool;

    /** @param maxBytes the most that a value may take */
    public KryoAttributeCodec(ClassFilter filter, int maxBytes) {
        this.maxBytes = maxBytes;
        this.pool = new Pool<>(true, false, POOLED) {
            @Override
            protected ApplicationKryo create() {
                return new ApplicationKryo(filter, maxBytes);
            }
        };
    }

    /** Encodes a value; one that is not plain throughout is an error. */
    @Override
    public byte[] encode(Object value, byte[] header, byte @Nullable [] before) {
        try {
            return encodePlain(value, header, before);
        } catch (NotPlainException e) {
            throw new CodecException("Kryo cannot encode this value: " + e.getMessage(), e);
        }
    }

    /**
     * Encodes a value if Kryo means the same by it as Java serialization.
     *
     * @param header as in {@link #encode}
     * @param before as in {@link #encode}
     * @return empty if some object in it needs Java serialization, or cannot be encoded at all
     */
    public Optional<byte[]> encodeIfPlain(Object value, byte[] header, byte @Nullable [] before) {
        try {
            return Optional.of(encodePlain(value, header, before));
        } catch (NotPlainException e) {
            return Optional.empty();
        }
    }

    /** The same; the bytes have no header. */
    public Optional<byte[]> encodeIfPlain(Object value) {
        return encodeIfPlain(value, NO_HEADER, null);
    }

    @Override
    public Object decode(byte[] bytes, int start) {
        ApplicationKryo kryo = pool.obtain();
        try {
            Object value = read(kryo, new BoundedInput(bytes, start));
            pool.free(kryo);
            return value;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            Throwable reason = Failures.find(CodecException.class, e)
                    .<Throwable>map(found -> found)
                    .orElseGet(() -> Failures.root(e));
            String text = reason instanceof CodecException ? reason.getMessage() : reason.toString();
            throw new CodecException("cannot decode this value: " + text + pathIn(e), e);
        }
    }

    /** Kryo notes in its own exceptions by which fields of which classes it came to the object that failed. */
    private static String pathIn(Throwable e) {
        return e instanceof KryoException ? "; " + e.getMessage() : "";
    }

    private static Object read(ApplicationKryo kryo, BoundedInput input) {
        FilteredClassResolver classes = (FilteredClassResolver) kryo.getClassResolver();
        classes.forgetMissingClasses();
        Object value;
        try {
            value = kryo.readClassAndObject(input);
        } catch (RuntimeException e) {
            classes.missingClass().ifPresent(missing -> {
                missing.addSuppressed(e);
                throw missing;
            });
            throw e;
        }
        if (value == null || !input.end()) {
            throw new CodecException("the bytes are damaged", null);
        }
        if (classes.missingClass().isPresent() && ObjectPath.leadsTo(value, Missing.class)) {
            throw classes.missingClass().get();
        }
        return value;
    }

    private byte[] encodePlain(Object value, byte[] header, byte @Nullable [] before) {
        return Encoding.of(value, () -> write(value, header, before));
    }

    /** A Kryo that failed is not used again, save for a value that was found not to be plain: that is usual. */
    private byte[] write(Object value, byte[] header, byte @Nullable [] before) {
        ApplicationKryo kryo = pool.obtain();
        Trail trail = new Trail();
        ((CycleAwareReferences) kryo.getReferenceResolver()).follow(trail);
        byte[] bytes;
        try {
            bytes = kryo.bytesOf(value, header, before);
        } catch (RuntimeException e) {
            Optional<NotPlainException> notPlain = Failures.find(NotPlainException.class, e);
            notPlain.ifPresent(found -> pool.free(kryo));
            throw notPlain.<RuntimeException>map(found -> found).orElseGet(() -> explained(e, value, trail));
        } catch (StackOverflowError e) {
            throw Encoding.tooDeep(value, trail);
        }
        pool.free(kryo);
        return bytes;
    }

    private RuntimeException explained(RuntimeException e, Object value, Trail trail) {
        if (Failures.find(KryoBufferOverflowException.class, e).isPresent()) {
            return Encoding.tooLarge(value, trail, maxBytes);
        }
        return ApplicationKryo.isTooDeep(e) ? Encoding.tooDeep(value, trail) : e;
    }
}
