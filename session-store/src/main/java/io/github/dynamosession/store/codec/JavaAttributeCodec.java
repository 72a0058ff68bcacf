package io.github.dynamosession.store.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization, for values with objects whose classes have a say in their form.
 *
 * <p>A value that is not changed encodes to the same bytes each time. A decoded value may encode to others than those it
 * was decoded from: Java's own classes store capacities, and hash tables their order.
 */
public final class JavaAttributeCodec implements AttributeCodec {

    /** The number that marks its bytes in the store; never reused. */
    public static final byte ID = 2;

    /**
     * Deeper graphs are refused when they are written, so that none is stored that cannot be read: reading takes more stack
     * than writing. A usual thread (1 MB) has room for some 480 objects with a readObject method, one of half the size for 190 (Java 25).
     */
    static final int MAX_DEPTH = 150;

    /** Each is some classes of one application; when there are more, they are found out anew. */
    private static final int KNOWN_SHAPES = 1000;

    private final ClassFilter filter;
    private final int maxBytes;
    private final Set<Shape> readable = ConcurrentHashMap.newKeySet();

    /** @param maxBytes the most that a value may take */
    public JavaAttributeCodec(ClassFilter filter, int maxBytes) {
        this.filter = filter;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] encode(Object value, byte[] header, byte @Nullable [] before) {
        return Encoding.of(value, () -> write(value, header, before));
    }

    /** An exception that holds what cannot be stored is stored without it. */
    private byte[] write(Object value, byte[] header, byte @Nullable [] before) {
        JavaWriting writing = new JavaWriting(value, filter, maxBytes, header, before);
        try {
            return writeReadable(writing, false);
        } catch (CodecException e) {
            if (!writing.metReducible()) {
                throw e;
            }
            return writeReduced(new JavaWriting(value, filter, maxBytes, header, before), e);
        }
    }

    private byte[] writeReduced(JavaWriting writing, CodecException reason) {
        try {
            return writeReadable(writing, true);
        } catch (CodecException e) {
            reason.addSuppressed(e);
            throw reason;
        }
    }

    /**
     * Reads what it wrote of a value that is made of other classes than those before: what a readResolve method returns, or
     * a superclass without a constructor, shows only then.
     */
    private byte[] writeReadable(JavaWriting writing, boolean reducesThrowables) {
        byte[] bytes = writing.write(reducesThrowables);
        if (!readable.contains(writing.shape())) {
            List<String> lastClasses = new ArrayList<>();
            try {
                read(bytes, writing.start(), lastClasses);
            } catch (CodecException e) {
                throw writing.notReadable(lastClasses, e);
            }
            if (readable.size() >= KNOWN_SHAPES) {
                readable.clear();
            }
            readable.add(writing.shape());
        }
        return bytes;
    }

    @Override
    public Object decode(byte[] bytes, int start) {
        List<String> lastClasses = new ArrayList<>();
        try {
            return read(bytes, start, lastClasses);
        } catch (CodecException e) {
            String place = lastClasses.isEmpty() ? "" : " at " + String.join(" in or after ", lastClasses);
            throw new CodecException("cannot decode this value" + place + ": " + e.getMessage(), e);
        }
    }

    /** @param lastClasses gets the classes that bytes named last which cannot be read, the last first */
    private Object read(byte[] bytes, int start, List<String> lastClasses) {
        int length = bytes.length - start;
        try (FilteredObjectInput input =
                new FilteredObjectInput(new ByteArrayInputStream(bytes, start, length), filter, length)) {
            return read(input, lastClasses);
        } catch (IOException e) {
            throw new CodecException(e.toString(), e);
        }
    }

    private static Object read(FilteredObjectInput input, List<String> lastClasses) throws IOException {
        try {
            Object value = input.readObject();
            if (value == null || input.read() >= 0) {
                throw new CodecException("the bytes are damaged", null);
            }
            return value;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            lastClasses.addAll(input.lastClasses());
            throw Failures.find(CodecException.class, e).orElseGet(() -> new CodecException(e.toString(), e));
        }
    }
}
