package io.github.dynamosession.store.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One named value of a live session and what is known of its stored bytes. {@code setAttribute} replaces the object, so
 * whoever saves can tell by identity whether the value it wrote is still the current one.
 */
final class TrackedAttribute {

    /** What is in the store under this name as far as we know; null: nothing. */
    private byte @Nullable [] stored;

    /** What the value encoded to when it last equalled the store; null: not to be compared. */
    private byte @Nullable [] baseline;

    /** Null: not decoded yet, removed, or unreadable. */
    private @Nullable Object value;

    private State state;

    private enum State {
        CLEAN,
        SET,
        REMOVED,
        NODE_LOCAL,
        UNREADABLE
    }

    private TrackedAttribute(byte @Nullable [] stored, @Nullable Object value, State state) {
        this.stored = stored;
        this.value = value;
        this.state = state;
    }

    static TrackedAttribute loaded(byte[] stored) {
        return new TrackedAttribute(stored, null, State.CLEAN);
    }

    static TrackedAttribute set(Object value, @Nullable TrackedAttribute previous) {
        return new TrackedAttribute(previous == null ? null : previous.stored(), value, State.SET);
    }

    static TrackedAttribute nodeLocal(Object value) {
        return new TrackedAttribute(null, value, State.NODE_LOCAL);
    }

    static TrackedAttribute removed(byte[] stored) {
        return new TrackedAttribute(stored, null, State.REMOVED);
    }

    synchronized byte @Nullable [] stored() {
        return stored;
    }

    synchronized @Nullable Object value() {
        return value;
    }

    /** Tells whether the application sees the name. */
    synchronized boolean isPresent() {
        return state != State.REMOVED && state != State.UNREADABLE;
    }

    synchronized boolean isSet() {
        return state == State.SET;
    }

    /** Removed here, and the store does not know yet. */
    synchronized boolean isRemovalPending() {
        return state == State.REMOVED && stored != null;
    }

    synchronized boolean isNodeLocal() {
        return state == State.NODE_LOCAL;
    }

    /** The bytes that a first read decodes; null if there is nothing to decode. */
    synchronized byte @Nullable [] undecoded() {
        return state == State.CLEAN && value == null ? stored : null;
    }

    /** What an unchanged value encodes to; null if it need not be compared. */
    synchronized byte @Nullable [] baseline() {
        return state == State.CLEAN ? baseline : null;
    }

    /**
     * Keeps a decoded value. Two threads may decode at once: the first one's value is the session's.
     *
     * @return the value to hand out, and true in {@code first} only for the thread whose value was kept
     */
    synchronized boolean offerDecoded(Object decoded, byte @Nullable [] encodesTo) {
        if (value != null || state != State.CLEAN) {
            return false;
        }
        value = decoded;
        baseline = encodesTo != null && Arrays.equals(encodesTo, stored) ? stored : encodesTo;
        return true;
    }

    synchronized void markUnreadable() {
        if (state == State.CLEAN && value == null) {
            state = State.UNREADABLE;
        }
    }

    /**
     * The store now holds {@code bytes} for this very value.
     *
     * @param encodesTo null if it need not be compared from now on
     */
    synchronized void saved(byte[] bytes, byte @Nullable [] encodesTo) {
        stored = bytes;
        baseline = encodesTo;
        state = State.CLEAN;
    }

    /** The store now holds {@code bytes} (null: nothing), which are not this value. */
    synchronized void storedIs(byte @Nullable [] bytes) {
        stored = bytes;
    }
}
