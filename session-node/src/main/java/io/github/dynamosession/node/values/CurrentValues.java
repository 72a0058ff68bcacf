package io.github.dynamosession.node.values;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.values.DisplacedValue.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one session by name, and those whose place they have taken. The monitor guards only these maps: no method
 * here encodes, decodes or compares a value, which would run code of the application.
 */
final class CurrentValues {

    @GuardedBy("this")
    private final Map<String, TrackedValue> values = new HashMap<>();

    @GuardedBy("this")
    private final DisplacedValues displaced = new DisplacedValues();

    synchronized @Nullable TrackedValue find(@Nullable Object name) {
        return values.get(name);
    }

    synchronized Map<String, TrackedValue> snapshot() {
        return new HashMap<>(values);
    }

    synchronized boolean hasPendingChanges() {
        return values.values().stream().anyMatch(TrackedValue::isPending);
    }

    /** Everything known to be stored. */
    synchronized Map<String, byte[]> stored() {
        Map<String, byte[]> stored = new HashMap<>(2 * values.size());
        values.forEach(
                (name, value) -> Optional.ofNullable(value.stored()).ifPresent(bytes -> stored.put(name, bytes)));
        return stored;
    }

    // ---------------------------------------------------------------- by requests

    /** @param before what the application was handed as this very object, if that was displaced */
    synchronized TrackedValue set(String name, Object value, boolean nodeLocal, @Nullable Handed before) {
        RequestUnit unit = RequestUnit.current();
        TrackedValue current = values.get(name);
        displaced.by(unit, name, current, value);
        TrackedValue next;
        if (nodeLocal) {
            next = TrackedValue.nodeLocal(value, current, unit);
        } else if (before != null) {
            next = TrackedValue.setAgain(value, before, current, unit);
            displaced.remove(name, value);
            displaced.byAnotherNode(name, current);
        } else {
            next = TrackedValue.set(value, current, unit);
        }
        values.put(name, next);
        return next;
    }

    synchronized void unset(@Nullable Object name) {
        TrackedValue removed = values.get(name);
        if (removed != null && !removed.isRemoved()) {
            values.remove(name);
            RequestUnit unit = RequestUnit.current();
            String known = Objects.requireNonNull(name).toString();
            displaced.by(unit, known, removed, null);
            boolean mayBeStoredYet = displaced.pendingBefore(known, unit) != null;
            if (removed.stored() != null || mayBeStoredYet) {
                values.put(known, TrackedValue.removed(removed, unit, mayBeStoredYet));
            }
        }
    }

    /** Does something unless the name has got another value since. */
    synchronized boolean ifStill(@Nullable Object name, @Nullable TrackedValue seen, Runnable action) {
        boolean same = values.get(name) == seen;
        if (same) {
            action.run();
        }
        return same;
    }

    // ---------------------------------------------------------------- displaced ones

    /** What the application was handed as this very object, if that was displaced; or null. */
    synchronized @Nullable Handed handedBefore(String name, Object value) {
        return displaced.find(name, value);
    }

    /** All that a request may have changed, at one moment: a value that is displaced in between is in one of both. */
    synchronized ValuesToSave toSave(@Nullable RequestUnit unit) {
        return new ValuesToSave(snapshot(), displaced.of(unit));
    }

    /** Makes it the session's value again, to be saved; null if another was set, or the name removed, here. */
    synchronized @Nullable TrackedValue bringBack(DisplacedValue back, Object value) {
        TrackedValue current = values.get(back.name());
        if (current != null && !current.isClean()) {
            return null;
        }
        TrackedValue again = TrackedValue.broughtBack(value, back.handed(), current, RequestUnit.current());
        putBack(back.name(), again);
        displaced.byAnotherNode(back.name(), current);
        return again;
    }

    // ---------------------------------------------------------------- by other nodes

    /**
     * Another node's bytes, or none, for a value that the caller has found to be changed here, or not.
     *
     * @return false if the name was set, removed or dropped here meanwhile
     */
    synchronized boolean refresh(
            String name,
            @Nullable TrackedValue mine,
            boolean changedHere,
            byte @Nullable [] theirs,
            BooleanSupplier isNewest) {
        if (values.get(name) != mine) {
            return false;
        }
        if (!isNewest.getAsBoolean()) {
            return true; // the caller comes again with the newest
        }
        if (mine != null && changedHere) {
            mine.storedElsewhere(theirs);
            if (mine.isRemoved() && !mine.isRemovalPending()) { // another node has removed it, too
                values.remove(name);
            }
        } else {
            displaced.byAnotherNode(name, mine);
            putStored(name, theirs);
        }
        return true;
    }

    @GuardedBy("this")
    private void putStored(String name, byte @Nullable [] bytes) {
        values.compute(name, (n, before) -> bytes == null ? null : TrackedValue.loaded(bytes));
    }

    // ---------------------------------------------------------------- by saves

    /**
     * What of a draft is still to be written, now that no other save is under way: a value that another save has written
     * since, in a later state, is left out, and so is one that it has written in this state.
     */
    synchronized SaveDraft stillPending(SaveDraft collected) {
        SaveDraft pending = collected.withoutEntries();
        collected.entries().forEach((name, entry) -> {
            TrackedValue current = values.get(name);
            byte[] encoded = entry.encoded();
            DisplacedValue before = entry.displaced();
            boolean gone = before == null ? current == null : displaced.isOvertaken(before, current);
            if (gone || (!entry.isUnsaved(current) && current != null && current.isSavedAfter(collected.turn()))) {
                return; // removed, or saved, since
            }
            if (encoded == null) {
                boolean unsaved = before != null && before.kind() == Kind.REMOVED_UNSAVED;
                if (current != null && (current.stored() != null || current.isRemovalPending() || unsaved)) {
                    pending.remove(name, current, before);
                } else if (before != null) {
                    displaced.overtakenBy(before);
                }
            } else if (!entry.isSavedIn(current, encoded)) {
                pending.set(name, entry.value(), before, encoded, current);
            }
        });
        return pending;
    }

    /**
     * The store has applied a draft. What the application changed meanwhile stays pending.
     *
     * @param rules which values are to be compared from now on
     */
    synchronized void settle(SaveDraft saved, ValueRules rules) {
        saved.entries().forEach((name, entry) -> {
            TrackedValue current = values.get(name);
            if (entry.encoded() == null) {
                settleRemoval(name, entry, current, saved.turn());
            } else {
                settleSet(name, entry, current, saved, rules);
            }
            settleDisplaced(name, entry, current, saved);
        });
    }

    @GuardedBy("this")
    private void settleRemoval(String name, SaveDraft.Entry entry, @Nullable TrackedValue current, long turn) {
        if (current != null) {
            current.storedHere(null, null, turn);
            if (!current.isPresent() && (entry.displaced() == null || !current.isRemovalPending())) {
                values.remove(name);
            }
        }
    }

    @GuardedBy("this")
    private void settleSet(
            String name, SaveDraft.Entry entry, @Nullable TrackedValue current, SaveDraft saved, ValueRules rules) {
        byte[] encoded = Objects.requireNonNull(entry.encoded());
        byte[] bytes = saved.packed(name);
        if (current == null) {
            boolean removedSince = entry.displaced() == null;
            values.put(name, removedSince ? TrackedValue.removed(bytes, encoded) : TrackedValue.loaded(bytes));
        } else if (entry.displaced() == null && current == entry.value()) {
            Object value = current.value();
            current.saved(bytes, value != null && rules.mayMutate(value) ? encoded : null, saved.turn());
        } else {
            current.storedHere(bytes, encoded, saved.turn());
        }
    }

    @GuardedBy("this")
    private void settleDisplaced(String name, SaveDraft.Entry entry, @Nullable TrackedValue current, SaveDraft saved) {
        DisplacedValue back = entry.displaced();
        if (back == null) {
            displaced.overtaken(name, entry.value(), current == entry.value());
        } else {
            byte[] encoded = entry.encoded();
            displaced.saved(back, encoded == null ? null : new Handed(saved.packed(name), encoded));
        }
    }

    /** The store now holds other bytes for the same values. */
    synchronized void renewed(Map<String, byte[]> bytes) {
        bytes.forEach((name, stored) -> {
            TrackedValue current = values.get(name);
            if (current != null) {
                current.renewed(stored);
            }
        });
    }

    /** Nobody knows whether the store has applied a draft: the next save writes it in any case. */
    synchronized void inDoubt(SaveDraft draft) {
        draft.entries().forEach((name, entry) -> {
            TrackedValue value = entry.value();
            TrackedValue current = values.get(name);
            if (value != null) {
                value.inDoubt();
            }
            if (current != null && current != value) {
                current.inDoubt();
            }
        });
    }

    /**
     * Drops what a request has changed: what is known to be stored is what there is. What others have set, removed or were
     * handed stays: they save it, or drop it.
     *
     * @param nobodysToo whether to drop also what nobody has changed who is known
     */
    synchronized void drop(@Nullable RequestUnit unit, boolean nobodysToo) {
        snapshot().forEach((name, value) -> {
            boolean node = value.isNodeLocal() && !value.isRemovalPending();
            if (!node && value.isDroppedWith(unit, nobodysToo)) {
                drop(name, value, unit);
            }
        });
        displaced.removeThatOf(unit);
        if (nobodysToo) {
            displaced.removeThatOfNobody();
        }
    }

    @GuardedBy("this")
    private void drop(String name, TrackedValue value, @Nullable RequestUnit unit) {
        DisplacedValue before = value.isPending() ? displaced.pendingBefore(name, unit) : null;
        displaced.droppedWith(unit, name, value);
        value.drop();
        if (before == null) {
            putStored(name, value.stored());
        } else {
            displaced.remove(before);
            putBack(name, before.asCurrent(value));
        }
    }

    @GuardedBy("this")
    private void putBack(String name, TrackedValue again) {
        Object object = again.value();
        if (object != null) {
            displaced.handOthersTo(again, name, object);
            displaced.remove(name, object);
        }
        values.put(name, again);
    }
}
