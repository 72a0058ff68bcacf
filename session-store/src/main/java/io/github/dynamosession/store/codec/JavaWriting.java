package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.io.NotSerializableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt to write a value by Java serialization, which tells where it failed. */
final class JavaWriting {

    /** Of a stream and a long text; one of less than 64 KB takes 6 bytes less. */
    private static final int TEXT_FRAME = 13;

    private final Object value;
    private final ClassFilter filter;
    private final int maxBytes;
    private final byte[] header;
    private final byte @Nullable [] before;
    private final Trail trail = new Trail();
    private final Shape shape = new Shape();

    /** The parameters are those of the codec and its {@link JavaAttributeCodec#encode encode}. */
    JavaWriting(Object value, ClassFilter filter, int maxBytes, byte[] header, byte @Nullable [] before) {
        this.value = value;
        this.filter = filter;
        this.maxBytes = maxBytes;
        this.header = header;
        this.before = before;
    }

    /** Where the value begins in what it writes. */
    int start() {
        return header.length;
    }

    Shape shape() {
        return shape;
    }

    /** Whether it came by an exception of the JDK or the container that can be reduced. */
    boolean metReducible() {
        return shape.objects().stream().anyMatch(type -> ReducedThrowable.mayBe(type, filter));
    }

    /** @param reducesThrowables whether such exceptions are written without what they hold */
    byte[] write(boolean reducesThrowables) {
        BoundedBytes bytes = new BoundedBytes(
                header, maxBytes, Encoding.expected(value, before, header.length + TEXT_FRAME, maxBytes));
        try (FilteredObjectOutput output = new FilteredObjectOutput(bytes, filter, trail, shape, reducesThrowables)) {
            output.writeObject(value);
            output.flush();
            return bytes.bytesUnless(before);
        } catch (NotSerializableException e) {
            throw notSerializable(e);
        } catch (RefusedClassException e) {
            throw failed(List.of(e.className()), String.valueOf(e.getMessage()), e);
        } catch (BoundedBytes.FullException e) {
            throw Encoding.tooLarge(value, trail, maxBytes);
        } catch (FilteredObjectOutput.TooDeepException | StackOverflowError e) {
            throw Encoding.tooDeep(value, trail);
        } catch (IOException e) {
            throw new CodecException("cannot encode a " + value.getClass().getName() + ": " + e, e);
        }
    }

    /** @param lastClasses that the bytes name before what could not be read, the last first */
    CodecException notReadable(List<String> lastClasses, CodecException e) {
        return failed(lastClasses, "it could not be read again: " + e.getMessage(), e);
    }

    private CodecException notSerializable(NotSerializableException e) {
        String className = String.valueOf(e.getMessage());
        return failed(
                List.of(className),
                "class " + className
                        + " is not Serializable; make it so, mark the field transient, or keep it out of the session",
                e);
    }

    private CodecException failed(List<String> classNames, String reason, Exception e) {
        return new CodecException("cannot encode " + ObjectPath.toClass(value, classNames, trail) + ": " + reason, e);
    }
}
