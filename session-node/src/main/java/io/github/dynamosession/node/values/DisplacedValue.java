package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not the session's any more, and may still be saved by who has it. For one thread at a time.
 *
 * <p>One that was handed out is kept until the last request ends that has it. Then a thread of the application may have it, or
 * nobody.
 */
final class DisplacedValue {

    enum Kind {
        /** Set by a request that is yet to save it. */
        SET,
        /** Removed by a request that is yet to save that. */
        REMOVED,
        /** The same of what another request may save yet, or may have saved without knowing. */
        REMOVED_UNSAVED,
        /** Handed to requests that may have changed it, before another request has set or removed the name. */
        OVERRIDDEN,
        /** Handed to requests that may change it, before another node's value has replaced it. */
        REPLACED
    }

    private final String name;
    private final Kind kind;
    private final @Nullable WeakReference<Object> value; // null: removed
    private @Nullable Object kept;
    private final @Nullable RequestUnit setter; // null: handed
    private final Set<RequestUnit> users;
    private final @Nullable Handed handed;

    private DisplacedValue(
            String name,
            Kind kind,
            @Nullable Object value,
            @Nullable RequestUnit setter,
            Set<RequestUnit> users,
            @Nullable Handed handed) {
        this.name = name;
        this.kind = kind;
        this.value = value == null ? null : new WeakReference<>(value);
        this.kept = value;
        this.setter = setter;
        this.users = new HashSet<>(users);
        this.handed = handed;
    }

    /** @param users none: nobody who is known */
    static DisplacedValue replaced(String name, Object value, Handed as, Set<RequestUnit> users) {
        return new DisplacedValue(name, Kind.REPLACED, value, null, users, as);
    }

    static DisplacedValue overridden(String name, Object value, Handed as, Set<RequestUnit> users) {
        return new DisplacedValue(name, Kind.OVERRIDDEN, value, null, users, as);
    }

    /** @param pending set or removed by a request that is known */
    static DisplacedValue pending(String name, TrackedValue pending) {
        Kind removed = pending.removesUnsaved() ? Kind.REMOVED_UNSAVED : Kind.REMOVED;
        Kind kind = pending.isSet() ? Kind.SET : removed;
        return new DisplacedValue(
                name,
                kind,
                pending.isSet() ? pending.value() : null,
                pending.users().setter(),
                Set.of(),
                pending.handed());
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** Null if it was removed, or nobody has it any more. */
    @Nullable
    Object value() {
        return value == null ? null : value.get();
    }

    boolean isOf(Object object) {
        return value() == object;
    }

    @Nullable
    Handed handed() {
        return handed;
    }

    /** Set or removed, and to be saved or dropped. */
    boolean isPending() {
        return setter != null;
    }

    /** Tells whether it was handed out as what was stored. */
    boolean wasStored() {
        return handed != null && handed.stored() != null;
    }

    boolean isSetBy(@Nullable RequestUnit unit) {
        return setter != null && setter == unit;
    }

    /** Keeps the object no longer than requests have it; true if nobody has it any more. To be called now and then. */
    boolean letGo() {
        if (setter != null || !allAreOver()) {
            return false;
        }
        kept = null;
        return value() == null || !mayBeOfNobody();
    }

    /** Tells whether a request is to save it: its own, or that of nobody who goes on. */
    boolean isFor(@Nullable RequestUnit unit) {
        return isNobodys() || (setter == null ? users.contains(unit) : setter == unit);
    }

    /** A request drops what it has of it; true if nobody who is known has it then. */
    boolean isDroppedBy(@Nullable RequestUnit unit) {
        if (setter != null) {
            return setter == unit;
        }
        return users.remove(unit) && allAreOver();
    }

    /** Tells whether none has it who is known, and goes on; then a thread of the application may have it. */
    boolean isNobodys() {
        return setter != null ? setter.isOver() : mayBeOfNobody() && allAreOver();
    }

    private boolean mayBeOfNobody() {
        return kind == Kind.REPLACED && wasStored();
    }

    private boolean allAreOver() {
        return users.stream().allMatch(RequestUnit::isOver);
    }

    /** It is the session's value again, in place of one that is dropped; still to be saved by its request. */
    TrackedValue asCurrent(TrackedValue dropped) {
        Object object = value();
        return object == null
                ? TrackedValue.removed(dropped, setter, kind == Kind.REMOVED_UNSAVED || !isNobodys())
                : TrackedValue.broughtBack(object, handed, dropped, setter);
    }

    /** Tells whether the session's value is this one once more. */
    boolean isBackAs(@Nullable TrackedValue current) {
        return current != null && current.users().setter() == setter && current.value() == value();
    }

    void handUsersTo(TrackedValue again) {
        byte[] encoded = handed == null ? null : handed.encoded();
        users.forEach(user -> again.users().add(user, encoded));
    }

    /** Tells whether what was handed out may have changed at all. */
    boolean isMutable() {
        return setter == null && handed != null && handed.encoded() != null;
    }

    /** @param now what the value encodes to */
    boolean isChanged(byte[] now) {
        return handed == null || !Arrays.equals(handed.encoded(), now);
    }

    DisplacedValue savedAs(Handed stored) {
        return setter == null
                ? new DisplacedValue(name, kind, value(), null, users, stored)
                : new DisplacedValue(name, Kind.OVERRIDDEN, value(), null, Set.of(setter), stored);
    }
}
