package io.github.dynamosession.store.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.NotSerializableException;

/**
 * Java serialization, for values with objects whose classes have a say in their form.
 *
 * <p>A value that is not changed encodes to the same bytes each time. A decoded value may encode to others than those it
 * was decoded from: Java's own classes store capacities, and hash tables their order.
 */
public final class JavaAttributeCodec implements AttributeCodec {

    /**
     * Deeper graphs are refused when they are written, so that none is stored that cannot be read: reading takes more stack
     * than writing. A usual thread (1 MB) has room for some 480 objects with a readObject method, one of half the size for 190 (Java 25).
     */
    static final int MAX_DEPTH = 150;

    private final ClassFilter filter;
    private final int maxBytes;

    /** @param maxBytes the most that a value may take */
    public JavaAttributeCodec(ClassFilter filter, int maxBytes) {
        this.filter = filter;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte id() {
        return 2;
    }

    @Override
    public byte[] encode(Object value) {
        return Encoding.of(value, () -> write(value));
    }

    @Override
    public Object decode(byte[] bytes) {
        try (FilteredObjectInput input =
                new FilteredObjectInput(new ByteArrayInputStream(bytes), filter, bytes.length)) {
            Object value = input.readObject();
            if (value == null || input.read() >= 0) {
                throw new CodecException("cannot decode this value: the bytes are damaged", null);
            }
            return value;
        } catch (CodecException e) {
            throw e;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw Failures.find(CodecException.class, e)
                    .orElseGet(() -> new CodecException("cannot decode this value: " + e, e));
        }
    }

    private byte[] write(Object value) {
        BoundedBytes bytes = new BoundedBytes(maxBytes);
        Trail trail = new Trail();
        try (FilteredObjectOutput output = new FilteredObjectOutput(bytes, filter, trail)) {
            output.writeObject(value);
            output.flush();
            return bytes.toByteArray();
        } catch (NotSerializableException e) {
            throw notSerializable(value, trail, e);
        } catch (RefusedClassException e) {
            String path = ObjectPath.toClass(value, e.className(), trail);
            throw new CodecException("cannot encode " + path + ": " + e.getMessage(), e);
        } catch (BoundedBytes.FullException e) {
            throw Encoding.tooLarge(value, trail, maxBytes);
        } catch (FilteredObjectOutput.TooDeepException | StackOverflowError e) {
            throw Encoding.tooDeep(value, trail);
        } catch (IOException e) {
            throw new CodecException("cannot encode a " + value.getClass().getName() + ": " + e, e);
        }
    }

    private static CodecException notSerializable(Object value, Trail trail, NotSerializableException e) {
        String className = String.valueOf(e.getMessage());
        return new CodecException(
                "cannot encode " + ObjectPath.toClass(value, className, trail) + ": class " + className
                        + " is not Serializable; make it so, mark the field transient, or keep it out of the session",
                e);
    }
}
