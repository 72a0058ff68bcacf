package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the values of a session encode to, if they have changed since the application was handed them. All of this runs
 * code of the application, and so is called when no lock is held.
 */
final class ChangedValues {

    private final ValueRules rules;
    private final ValueCoder coder;
    private final UnchangedValues unchanged;

    ChangedValues(ValueRules rules, ValueCoder coder, UnchangedValues unchanged) {
        this.rules = rules;
        this.coder = coder;
        this.unchanged = unchanged;
    }

    /** A request may change what another one has set, and is yet to save. */
    byte @Nullable [] ofAnothers(String name, TrackedValue value, @Nullable RequestUnit unit) {
        byte[] before = value.users().encodedFor(unit);
        Object object = value.value();
        if (before == null || object == null) {
            return null;
        }
        byte[] now = coder.encode(name, object, before);
        return now == before ? null : now;
    }

    /** What a value encodes to, if it is to be saved; or null. */
    byte @Nullable [] of(String name, TrackedValue value) {
        Object object = value.value();
        if (object == null || value.isNodeLocal()) {
            return null;
        }
        if (value.isSet()) {
            return bytesUnlessUnchanged(name, value, object);
        }
        byte[] baseline = value.baseline();
        if (baseline == null) {
            return null;
        }
        byte[] now = coder.encode(name, object, baseline);
        return now == baseline ? null : now;
    }

    /** A value that was set again and is what the application had is no change. */
    private byte @Nullable [] bytesUnlessUnchanged(String name, TrackedValue value, Object object) {
        Handed handed = value.handed();
        byte[] stored = value.stored();
        byte[] now = coder.encode(name, object, handed == null ? null : handed.encoded());
        byte[] same = handed == null ? null : unchanged.among(name, handed, stored, object, now);
        if (handed == null || same == null) {
            return now;
        }
        value.foundUnchanged(handed, new Handed(same, rules.mayMutate(object) ? now : null));
        return null;
    }

    byte @Nullable [] of(DisplacedValue displaced, Object object) {
        try {
            byte[] now = coder.encode(displaced.name(), object, null);
            return displaced.isChanged(now) ? now : null;
        } catch (CodecException e) {
            return null; // it was encodable when it was handed out, and is the session's value no more
        }
    }

    boolean isChanged(String name, TrackedValue value) {
        try {
            return of(name, value) != null;
        } catch (CodecException e) {
            return true; // it was encodable when it was loaded, or it was set
        }
    }
}
