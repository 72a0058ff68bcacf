package io.github.dynamosession.node.values;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an application was handed, or has saved. It may be older than what is stored: another node has changed that then, and
 * whoever goes on with the old value, and does not change it, must not undo that.
 *
 * @param stored the bytes in the store; null: none that are known
 * @param encoded what the value encoded to then; null: a value that is not set again need not be compared
 */
record Handed(byte @Nullable [] stored, byte @Nullable [] encoded) {

    /** Nobody knows whether the value is stored: it counts as changed, as nothing encodes to this. */
    static final Handed IN_DOUBT = new Handed(null, new byte[0]);

    boolean isOf(byte @Nullable [] bytes) {
        return stored != null && Arrays.equals(stored, bytes);
    }
}
