package io.github.dynamosession.node.values;

import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.Printable;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * To and from the bytes of one session's values. All of this runs code of the application (readObject, writeObject), and so
 * is called when no lock is held.
 */
final class ValueCoder {

    private static final Logger LOG = Loggers.of(ValueCoder.class);

    private final String owner;
    private final ValueRules rules;
    private final BiFunction<String, byte[], byte[]> unpack;
    private final Runnable readFailed;
    private volatile ValueCallback callback = ValueCallback.NONE;

    /**
     * @param owner the session, as messages name it
     * @param unpack name and stored bytes to the encoded value that they stand for
     * @param readFailed is told when a value cannot be read now
     */
    ValueCoder(String owner, ValueRules rules, BiFunction<String, byte[], byte[]> unpack, Runnable readFailed) {
        this.owner = owner;
        this.rules = rules;
        this.unpack = unpack;
        this.readFailed = readFailed;
    }

    void setCallback(ValueCallback told) {
        callback = told;
    }

    /**
     * Gives an attribute the value of its stored bytes.
     *
     * @throws CodecException if they cannot be read, and the rules say that this is an error
     * @throws StoreException if they cannot be read now
     */
    void decode(String name, TrackedValue attribute, byte[] stored) {
        try {
            byte[] encoded = unpack.apply(name, stored);
            Object decoded = rules.format().decode(encoded);
            if (attribute.offerDecoded(stored, decoded, baseline(decoded, encoded))) {
                callback.decoded(name, decoded);
            }
        } catch (CodecException e) {
            if (rules.unreadable() == UnreadableAttribute.FAIL) {
                throw new CodecException(describe(name) + " cannot be read: " + e.getMessage(), e);
            }
            attribute.markUnreadable();
            LOG.log(
                    Level.WARNING,
                    "{0} cannot be read and stays in the store as it is: {1}",
                    describe(name),
                    e.getMessage());
        } catch (StoreException e) {
            readFailed.run();
            throw callback.failed(e);
        }
    }

    /**
     * Encodes a value before anyone sees it: maps and sets may encode in another order than they were stored in, and a
     * comparison with the stored bytes would then see a change where there is none.
     *
     * @param likely what it probably encodes to; that very array is then returned
     */
    byte @Nullable [] baseline(Object value, byte @Nullable [] likely) {
        try {
            return rules.mayMutate(value) ? rules.format().encode(value, likely) : null;
        } catch (CodecException e) {
            return null; // readable but not writable by this node: there is nothing it could save
        }
    }

    /**
     * Encodes a value.
     *
     * @param before what it may still encode to; that very array is then returned
     * @throws CodecException if it cannot be encoded
     */
    byte[] encode(String name, Object value, byte @Nullable [] before) {
        callback.willEncode(name, value);
        try {
            return rules.format().encode(value, before);
        } catch (CodecException e) {
            throw new CodecException(describe(name) + " cannot be saved: " + e.getMessage(), e);
        } finally {
            callback.encoded(name, value);
        }
    }

    private String describe(String name) {
        return "attribute " + Printable.of(name) + " of session " + owner;
    }
}
