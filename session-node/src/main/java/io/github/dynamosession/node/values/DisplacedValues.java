package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.values.DisplacedValue.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of a session that others have taken the place of: those of other nodes, or of other requests. Who has one may go
 * on with it, change it, and save it later. One that nobody has any more is forgotten. For one thread at a time.
 */
final class DisplacedValues {

    /**
     * As many of a name are kept. A request that goes on for hours, and reads what other nodes change, would have any number of
     * them, and each of its saves would compare them all.
     */
    private static final int MOST_OF_A_NAME = 16;

    private final Map<String, List<DisplacedValue>> byName = new HashMap<>();

    /** Another node's value takes the place of this one, whoever has it. */
    void byAnotherNode(String name, @Nullable TrackedValue value) {
        Object object = value == null ? null : value.value();
        Handed handed = value == null ? null : value.lastHanded();
        if (value != null && object != null && handed != null) {
            remove(name, object);
            add(DisplacedValue.replaced(name, object, handed, value.users().but(null)));
        }
    }

    /**
     * A request's value, or nothing, takes the place of this one: for others it stays what they have to save. What a request
     * displaces of its own is gone.
     */
    void by(@Nullable RequestUnit unit, String name, @Nullable TrackedValue value, @Nullable Object next) {
        of(name).removeIf(displaced -> displaced.isDroppedBy(unit)); // what it did to the name before
        if (value == null) {
            return;
        }
        if (value.isPendingOfAnother(unit)) {
            add(DisplacedValue.pending(name, value));
            handedBefore(unit, value)
                    .forEach((user, as) -> add(DisplacedValue.overridden(name, object(value), as, Set.of(user))));
        } else if (value.isClean()) {
            Object object = value.value();
            Handed handed = value.lastHanded();
            Set<RequestUnit> others = value.users().but(unit);
            if (object != null && object != next && !others.isEmpty() && handed != null) {
                add(DisplacedValue.overridden(name, object, handed, others));
            }
        }
    }

    /** A request that fails has set this; others compare it with what it encoded to when they were handed it. */
    void droppedWith(@Nullable RequestUnit failed, String name, TrackedValue value) {
        handedBefore(failed, value)
                .forEach((user, as) -> add(DisplacedValue.replaced(name, object(value), as, Set.of(user))));
    }

    /** To whom a value was handed that another request has set, and is yet to save. */
    private static Map<RequestUnit, Handed> handedBefore(@Nullable RequestUnit leaving, TrackedValue value) {
        Map<RequestUnit, Handed> handed = new HashMap<>();
        if (value.isSet()) {
            for (RequestUnit user : value.users().but(leaving)) {
                byte[] encoded = value.users().encodedFor(user);
                if (encoded != null) {
                    handed.put(user, new Handed(null, encoded));
                }
            }
        }
        return handed;
    }

    private static Object object(TrackedValue set) {
        return Objects.requireNonNull(set.value(), "it is set");
    }

    private void add(DisplacedValue displaced) {
        byName.values().removeIf(DisplacedValues::allForgotten);
        List<DisplacedValue> values = byName.computeIfAbsent(displaced.name(), name -> new ArrayList<>());
        values.add(displaced);
        if (values.size() > MOST_OF_A_NAME) {
            values.stream().filter(value -> !value.isPending()).findFirst().ifPresent(values::remove);
        }
    }

    private static boolean allForgotten(List<DisplacedValue> values) {
        values.removeIf(DisplacedValue::letGo);
        return values.isEmpty();
    }

    /** It is to be the session's value again: others that have it, too, may change it as before. */
    void handOthersTo(TrackedValue again, String name, Object value) {
        of(name).stream().filter(displaced -> displaced.isOf(value)).forEach(displaced -> displaced.handUsersTo(again));
    }

    /** It is the session's value again. */
    void remove(String name, Object value) {
        of(name).removeIf(displaced -> displaced.isOf(value));
    }

    void remove(DisplacedValue displaced) {
        of(displaced.name()).remove(displaced);
    }

    /** A request drops what it has set or removed, and what only it was handed. */
    void removeThatOf(@Nullable RequestUnit unit) {
        byName.values().forEach(values -> values.removeIf(displaced -> displaced.isDroppedBy(unit)));
    }

    void removeThatOfNobody() {
        byName.values().forEach(values -> values.removeIf(DisplacedValue::isNobodys));
    }

    /**
     * A request has saved what it set or removed: that, if it was displaced meanwhile, and what others had there before, no
     * longer count.
     *
     * @param current whether it is still the session's value
     */
    void overtaken(String name, @Nullable TrackedValue saved, boolean current) {
        of(name).removeIf(displaced -> displaced.kind() != Kind.REPLACED
                && (current || (saved != null && displaced.isSetBy(saved.users().setter()))));
    }

    /** What a request has set or removed needs no save any more: neither does what others had set or removed before it. */
    void overtakenBy(DisplacedValue done) {
        List<DisplacedValue> values = of(done.name());
        List<DisplacedValue> until = new ArrayList<>(values.subList(0, values.indexOf(done) + 1));
        values.removeIf(displaced -> displaced.isPending() && until.contains(displaced));
    }

    /** What a request has set or removed needs no save any more, as what came after it was saved. */
    boolean isOvertaken(DisplacedValue collected, @Nullable TrackedValue current) {
        return collected.isPending() && !of(collected.name()).contains(collected) && !collected.isBackAs(current);
    }

    /** The store has it now; who has it may go on to change it. */
    void saved(DisplacedValue saved, @Nullable Handed as) {
        if (saved.isPending()) {
            overtakenBy(saved);
        } else {
            remove(saved);
        }
        if (as != null) {
            add(saved.savedAs(as));
        }
    }

    /** The last one that a request, other than the given one, has set or removed and is yet to save; or null. */
    @Nullable
    DisplacedValue pendingBefore(String name, @Nullable RequestUnit unit) {
        return of(name).stream()
                .filter(displaced -> displaced.isPending() && !displaced.isSetBy(unit))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Those that a request is to save if they changed, the latest of each name first. */
    List<DisplacedValue> of(@Nullable RequestUnit unit) {
        List<DisplacedValue> its = new ArrayList<>();
        byName.values()
                .forEach(values -> values.forEach(displaced -> {
                    if (displaced.isFor(unit)) {
                        its.add(0, displaced);
                    }
                }));
        return its;
    }

    /** What was handed out as this very object; the last time, if it was more than once; or null. */
    @Nullable
    Handed find(String name, Object value) {
        return of(name).stream()
                .filter(displaced -> !displaced.isPending() && displaced.isOf(value) && displaced.wasStored())
                .map(DisplacedValue::handed)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private List<DisplacedValue> of(String name) {
        return byName.getOrDefault(name, new ArrayList<>());
    }
}
