package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One named value of a session, what is known of its stored bytes, and which requests have it. To set the name replaces this
 * object, so whoever saves can tell by identity whether the value it wrote is still the current one.
 */
final class TrackedValue {

    /** What is in the store under this name as far as we know; null: nothing. */
    private byte @Nullable [] stored;

    /** What the application had before it changed anything; null: nothing. */
    private @Nullable Handed handed;

    /** Null: not decoded yet, removed, or unreadable. */
    private @Nullable Object value;

    private ValueState state;

    private final ValueUsers users;

    /** The turn of the collection that a save has last written under this name; 0: none. */
    private long savedInTurn;

    /** Removed before another request has saved it, which it may do yet. */
    private boolean removesUnsaved;

    private TrackedValue(
            byte @Nullable [] stored,
            @Nullable Handed handed,
            @Nullable Object value,
            ValueState state,
            @Nullable RequestUnit setter) {
        this.stored = stored;
        this.handed = handed;
        this.value = value;
        this.state = state;
        this.users = new ValueUsers(setter);
    }

    static TrackedValue loaded(byte[] stored) {
        return new TrackedValue(stored, new Handed(stored, null), null, ValueState.CLEAN, null);
    }

    static TrackedValue set(Object value, @Nullable TrackedValue previous, @Nullable RequestUnit setter) {
        return setAgain(value, previous == null ? null : previous.handed(), previous, setter);
    }

    /** One that the application had: see {@link Handed}. */
    static TrackedValue setAgain(
            Object value, @Nullable Handed handed, @Nullable TrackedValue previous, @Nullable RequestUnit setter) {
        TrackedValue set = new TrackedValue(storedUnder(previous), handed, value, ValueState.SET, setter);
        if (previous != null && previous.value() == value) {
            previous.handUsersTo(set);
        }
        return set;
    }

    /** One that was displaced. Its request has it, and may go on to change it when it is saved. */
    static TrackedValue broughtBack(
            Object value, @Nullable Handed handed, @Nullable TrackedValue previous, @Nullable RequestUnit its) {
        TrackedValue back = setAgain(value, handed, previous, its);
        back.users.add(its, null);
        return back;
    }

    static TrackedValue nodeLocal(Object value, @Nullable TrackedValue previous, @Nullable RequestUnit setter) {
        return new TrackedValue(storedUnder(previous), null, value, ValueState.NODE_LOCAL, setter);
    }

    /** @param mayBeStoredYet whether another request has set it, and may save that */
    static TrackedValue removed(TrackedValue previous, @Nullable RequestUnit setter, boolean mayBeStoredYet) {
        TrackedValue removed = new TrackedValue(previous.stored(), previous.handed(), null, ValueState.REMOVED, setter);
        removed.removesUnsaved = mayBeStoredYet;
        return removed;
    }

    /** Removed while its first save was under way. */
    static TrackedValue removed(byte[] saved, byte[] encoded) {
        return new TrackedValue(saved, new Handed(saved, encoded), null, ValueState.REMOVED, null);
    }

    private static byte @Nullable [] storedUnder(@Nullable TrackedValue name) {
        return name == null ? null : name.stored();
    }

    // ---------------------------------------------------------------- what it is

    synchronized byte @Nullable [] stored() {
        return stored;
    }

    synchronized @Nullable Handed handed() {
        return handed == Handed.IN_DOUBT ? null : handed;
    }

    /** What those who have it compare it with, when another value takes its place; null: nothing. */
    synchronized @Nullable Handed lastHanded() {
        return handed;
    }

    synchronized @Nullable Object value() {
        return value;
    }

    /** Tells whether the application sees the name. */
    synchronized boolean isPresent() {
        return state != ValueState.REMOVED && state != ValueState.UNREADABLE;
    }

    synchronized boolean isRemoved() {
        return state == ValueState.REMOVED;
    }

    synchronized boolean isSet() {
        return state == ValueState.SET;
    }

    /** Removed here, or kept on the node from now on, and the store does not know yet. */
    synchronized boolean isRemovalPending() {
        return state == ValueState.REMOVED ? stored != null || removesUnsaved : isNodeLocal() && stored != null;
    }

    /** Removed before another request has saved it, which it may do yet, or may have done without knowing. */
    synchronized boolean removesUnsaved() {
        return state == ValueState.REMOVED && removesUnsaved;
    }

    /** Set or removed here, and the store does not know yet. */
    synchronized boolean isPending() {
        return isSet() || isRemovalPending();
    }

    /** Tells whether there is nothing to save, but for what a value may have changed itself. */
    synchronized boolean isClean() {
        return state == ValueState.CLEAN;
    }

    synchronized boolean isNodeLocal() {
        return state == ValueState.NODE_LOCAL;
    }

    /** Tells whether the application has seen these bytes, and they are the last that are known to be stored. */
    synchronized boolean isOf(byte @Nullable [] bytes) {
        return Arrays.equals(stored, bytes) && (handed == null ? bytes == null : handed.isOf(bytes));
    }

    /** The bytes that a first read decodes; null if there is nothing to decode. */
    synchronized byte @Nullable [] undecoded() {
        return state == ValueState.CLEAN && value == null ? stored : null;
    }

    /** What a value encodes to that is unchanged and was not set; null: it need not be compared. */
    synchronized byte @Nullable [] baseline() {
        return state == ValueState.CLEAN && handed != null ? handed.encoded() : null;
    }

    // ---------------------------------------------------------------- whose it is

    /** Tells whether it was set or removed by a request that is to save or drop that itself. */
    synchronized boolean isPendingOfAnother(@Nullable RequestUnit unit) {
        return isPending() && users.setterIsAnotherThan(unit);
    }

    /**
     * Tells whether it goes when a request drops what it has changed: it has set or removed it, or only it was handed it.
     *
     * @param nobodysToo whether also what nobody has changed who is known goes
     */
    synchronized boolean isDroppedWith(@Nullable RequestUnit unit, boolean nobodysToo) {
        boolean its = isPending() ? users.setter() == unit : users.contains(unit);
        boolean others = isPending() ? users.setterIsAnotherThan(unit) : users.containsAnotherToSaveThan(unit);
        return (its || nobodysToo) && !others;
    }

    /** Tells whether what it has changed is not for a request to save: others are to do that, or have dropped it. */
    synchronized boolean isLeftBy(@Nullable RequestUnit unit) {
        return state == ValueState.DROPPED || users.areOthersOnly(unit);
    }

    /** Tells whether what the value encodes to now is to be known before a request is handed it. */
    synchronized boolean needsBaselineFor(RequestUnit unit) {
        return isSet() && users.setterIsAnotherThan(unit) && !users.contains(unit);
    }

    /** The requests that have set it, or were handed it. */
    ValueUsers users() {
        return users;
    }

    /** The same object is set again. */
    private synchronized void handUsersTo(TrackedValue next) {
        next.users.addAll(users, isSet(), handed == null ? null : handed.encoded());
    }

    // ---------------------------------------------------------------- what becomes of it

    /**
     * Keeps the value that stored bytes decoded to, and what it encodes to (null: not to be compared). Two threads may
     * decode at once: the first one's value is the session's.
     *
     * @return true only for the thread whose value was kept
     */
    synchronized boolean offerDecoded(byte[] from, Object decoded, byte @Nullable [] encodesTo) {
        if (value != null || state != ValueState.CLEAN) {
            return false;
        }
        value = decoded;
        handed = new Handed(from, encodesTo != null && Arrays.equals(encodesTo, from) ? from : encodesTo);
        return true;
    }

    synchronized void markUnreadable() {
        if (state == ValueState.CLEAN && value == null) {
            state = ValueState.UNREADABLE;
        }
    }

    /**
     * The store now holds {@code bytes} for this very value.
     *
     * @param encodesTo null if it need not be compared from now on
     * @param turn when it was encoded
     */
    synchronized void saved(byte[] bytes, byte @Nullable [] encodesTo, long turn) {
        savedInTurn = turn;
        stored = bytes;
        handed = new Handed(bytes, encodesTo);
        state = ValueState.CLEAN;
    }

    /** It was set, and is what the application had, so there is nothing to save; not if it was saved meanwhile. */
    synchronized void foundUnchanged(Handed compared, Handed now) {
        if (state == ValueState.SET && handed == compared) {
            handed = now;
            state = ValueState.CLEAN;
        }
    }

    /** This node has just stored {@code bytes} (null: removed what was stored), before it was set or removed again. */
    synchronized void storedHere(byte @Nullable [] bytes, byte @Nullable [] encoded, long turn) {
        savedInTurn = turn;
        stored = bytes;
        if (state != ValueState.CLEAN || value == null) {
            handed = bytes == null ? null : new Handed(bytes, state == ValueState.CLEAN ? null : encoded);
        }
    }

    /** Tells whether a save has written what was collected later than in a turn. */
    synchronized boolean isSavedAfter(long turn) {
        return savedInTurn > turn;
    }

    /** Tells whether a save has written the very value that these bytes encode. */
    synchronized boolean isSavedAs(byte[] encoded) {
        byte[] baseline = baseline();
        return state == ValueState.CLEAN && (baseline == null || Arrays.equals(baseline, encoded));
    }

    /** Another node has stored {@code bytes} (null: nothing), which are not this value. */
    synchronized void storedElsewhere(byte @Nullable [] bytes) {
        stored = bytes;
    }

    /** The store now holds {@code bytes} for what it held before. */
    synchronized void renewed(byte[] bytes) {
        if (handed != null && handed.isOf(stored)) {
            handed = new Handed(bytes, handed.encoded());
        }
        stored = bytes;
    }

    /** A request that has changed it drops that: see {@link ValueState#DROPPED}. */
    synchronized void drop() {
        state = ValueState.DROPPED;
    }

    /** A save of it failed and may have been applied: only another save makes sure. */
    synchronized void inDoubt() {
        handed = Handed.IN_DOUBT;
    }
}
