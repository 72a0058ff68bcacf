package io.github.dynamosession.node.values;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import io.github.dynamosession.store.payload.PayloadFormat;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Tells whether a value that is set again is the one of before. */
final class UnchangedValues {

    private final PayloadFormat format;
    private final BiFunction<String, byte[], byte[]> unpack;

    /** @param unpack name and stored bytes to the encoded value that they stand for */
    UnchangedValues(PayloadFormat format, BiFunction<String, byte[], byte[]> unpack) {
        this.format = format;
        this.unpack = unpack;
    }

    /**
     * The stored bytes for which a value stands, of those that were handed out and those that are stored, or null.
     *
     * @param now what the value encodes to
     */
    byte @Nullable [] among(String name, Handed handed, byte @Nullable [] stored, Object value, byte[] now) {
        byte[] encoded = handed.encoded();
        byte[] before = handed.stored();
        if (before != null && (encoded == null ? isIn(name, before, value, now) : Arrays.equals(encoded, now))) {
            return before;
        }
        return stored != null && !handed.isOf(stored) && isIn(name, stored, value, now) ? stored : null;
    }

    /** Not only by bytes: another codec may have written them, or a map in another order than it has since it was read. */
    private boolean isIn(String name, byte[] stored, Object value, byte[] now) {
        try {
            byte[] encoded = unpack.apply(name, stored);
            if (Arrays.equals(encoded, now)) {
                return true;
            }
            boolean sameForm = ImmutableValues.isImmutable(value) && PayloadFormat.isOfSameForm(encoded, now);
            return !sameForm && format.encode(format.decode(encoded), now) == now;
        } catch (CodecException | StoreException e) {
            return false; // nobody can tell, and the application has set it
        }
    }

    /**
     * Tells whether whoever reads the value gets this very object, such as the JDK's empty list: then it is no sign of who
     * had it before.
     */
    boolean isShared(String name, Handed handed, Object value) {
        byte[] before = handed.stored();
        try {
            return before == null || format.decode(unpack.apply(name, before)) == value;
        } catch (CodecException | StoreException e) {
            return true; // nobody can tell, and the later save wins
        }
    }
}
