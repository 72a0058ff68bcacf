package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.codec.CodecException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one session on this node, from when they are loaded until they are saved: what changed, for whom, and what
 * became of it. The container sees their {@link #map}.
 *
 * <p>A request saves what it has set or removed, and those of the values that it was handed which have changed since; it
 * leaves to others what is theirs. A thread that serves no request saves what nobody has who is known.
 */
public final class SessionValues {

    private final ValueRules rules;
    private final ValueCoder coder;
    private final ChangedValues changes;
    private final CurrentValues values = new CurrentValues();
    private final ValueMap map;
    private final AtomicLong turns = new AtomicLong();

    /**
     * @param owner the session, as messages name it
     * @param unpack name and stored bytes to the encoded value that they stand for
     * @param readFailed is told when a value cannot be read now
     */
    public SessionValues(
            String owner, ValueRules rules, BiFunction<String, byte[], byte[]> unpack, Runnable readFailed) {
        this.rules = rules;
        this.coder = new ValueCoder(owner, rules, unpack, readFailed);
        UnchangedValues unchanged = new UnchangedValues(rules.format(), unpack);
        this.changes = new ChangedValues(rules, coder, unchanged);
        this.map = new ValueMap(rules, coder, unchanged, values, this::drop);
    }

    public ValueMap map() {
        return map;
    }

    /** Grows whenever a value is read, set or removed. */
    public long uses() {
        return map.uses();
    }

    /** Tells whether a name was set or removed; values that changed themselves do not count. */
    public boolean hasPendingChanges() {
        return values.hasPendingChanges();
    }

    /** Everything known to be stored. */
    public Map<String, byte[]> stored() {
        return values.stored();
    }

    /**
     * Decodes what is not in the session's item, as it goes with the session while listeners still want it.
     *
     * @throws io.github.dynamosession.store.StoreException if the store cannot tell
     */
    public void loadLargeValues() {
        values.snapshot().forEach((name, value) -> {
            byte[] undecoded = value.undecoded();
            if (undecoded != null && LargeValueReference.behind(undecoded).isPresent()) {
                try {
                    coder.decode(name, value, undecoded);
                } catch (CodecException e) {
                    // as unreadable for listeners as it was for the application
                }
            }
        });
    }

    // ---------------------------------------------------------------- what changed

    /**
     * Encodes what the request of this thread has changed since the store last saw it; values that cannot be encoded are
     * named, the rest goes on.
     *
     * @param quietSince if {@link #uses} is still this, values are not compared
     */
    public SaveDraft collect(long quietSince) {
        RequestUnit unit = RequestUnit.current();
        boolean quiet = uses() == quietSince;
        SaveDraft draft = new SaveDraft(turns.incrementAndGet());
        ValuesToSave found = values.toSave(unit);
        Map<DisplacedValue, byte[]> changed = quiet ? Map.of() : changedDisplaced(found);
        found.current().forEach((name, value) -> collect(name, value, unit, quiet, draft));
        collectDisplaced(found, changed, draft);
        return draft;
    }

    private void collect(String name, TrackedValue value, @Nullable RequestUnit unit, boolean quiet, SaveDraft draft) {
        if (value.isRemovalPending()) {
            if (value.isPendingOfAnother(unit)) {
                draft.leaveOthers();
            } else {
                draft.remove(name, value, null);
            }
            return;
        }
        try {
            byte[] changed = quiet && !value.isSet() ? null : changedFor(name, value, unit, draft);
            if (changed != null) {
                draft.set(name, value, null, changed, value);
            }
        } catch (CodecException e) {
            notEncoded(name, e, draft);
        }
    }

    private void notEncoded(String name, CodecException why, SaveDraft draft) {
        if (rules.unstorable().areSkipped()) {
            rules.unstorable().tell(name, why);
        } else {
            draft.fail(name, why);
        }
    }

    private byte @Nullable [] changedFor(String name, TrackedValue value, @Nullable RequestUnit unit, SaveDraft draft) {
        if (value.isPendingOfAnother(unit)) {
            draft.leaveOthers();
            return changes.ofAnothers(name, value, unit);
        }
        byte[] changed = value.isLeftBy(unit) ? null : changes.of(name, value);
        if (value.isLeftBy(unit)) { // by now: who was handed it while it was encoded may have changed it
            draft.leaveOthers();
            return null;
        }
        return changed;
    }

    // ---------------------------------------------------------------- values that others have displaced

    /**
     * A request may change a value that it got before another node's replaced it:
     *
     * <ol>
     *   <li>request A gets the cart,
     *   <li>another node changes it,
     *   <li>request B joins A on this node, and takes that in,
     *   <li>A puts something into its cart; its save is the later one.
     * </ol>
     *
     * @return those that are changed, and are not the session's again, as another request has set or removed the name
     */
    private Map<DisplacedValue, byte[]> changedDisplaced(ValuesToSave found) {
        Map<DisplacedValue, byte[]> changed = new HashMap<>();
        for (DisplacedValue displaced : found.displaced()) { // the latest first: the others find that it is back
            Object object = displaced.value();
            byte[] bytes = object == null || !displaced.isMutable() ? null : changes.of(displaced, object);
            if (object != null && bytes != null) {
                TrackedValue back = values.bringBack(displaced, object);
                if (back == null) {
                    changed.put(displaced, bytes);
                } else {
                    found.current().put(displaced.name(), back);
                }
            }
        }
        return changed;
    }

    /**
     * What this request has set or removed, and another has set or removed since, is saved all the same: the other may fail,
     * and drop what it did. Not if that has been saved.
     */
    private void collectDisplaced(ValuesToSave found, Map<DisplacedValue, byte[]> changed, SaveDraft draft) {
        for (DisplacedValue displaced : found.displaced()) {
            Object object = displaced.value();
            TrackedValue current = values.find(displaced.name());
            if (draft.names(displaced.name())) {
                continue; // it has set or removed it once more
            }
            switch (displaced.kind()) {
                case REMOVED, REMOVED_UNSAVED -> draft.remove(displaced.name(), current, displaced);
                case SET -> {
                    if (object != null) {
                        collect(displaced, object, current, draft);
                    }
                }
                case OVERRIDDEN, REPLACED -> {
                    byte[] bytes = changed.get(displaced);
                    if (bytes != null) {
                        draft.set(displaced.name(), null, displaced, bytes, current);
                    }
                }
            }
        }
    }

    private void collect(DisplacedValue displaced, Object object, @Nullable TrackedValue current, SaveDraft draft) {
        try {
            byte[] bytes = coder.encode(displaced.name(), object, null);
            draft.set(displaced.name(), null, displaced, bytes, current);
        } catch (CodecException e) {
            notEncoded(displaced.name(), e, draft);
        }
    }

    // ---------------------------------------------------------------- what became of it

    /**
     * What of a draft is still to be written, now that no other save is under way. It encodes nothing: a value that another
     * save has written since, in a later state, is left out, and so is one that it has written in this state.
     */
    public SaveDraft stillPending(SaveDraft collected) {
        return values.stillPending(collected);
    }

    /** The store has applied a draft. What the application changed meanwhile stays pending. */
    public void settle(SaveDraft saved) {
        values.settle(saved, rules);
    }

    /** The store now holds other bytes for the same values. */
    public void renewed(Map<String, byte[]> bytes) {
        values.renewed(bytes);
    }

    /** The request of this thread has failed to save a draft: it is to drop all of that. */
    public void takeOver(SaveDraft draft) {
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            draft.takenOverBy(unit);
            unit.uses(map, this::drop);
        }
    }

    /**
     * The request of this thread has saved its changes and unlocks the session. If it still counted as one that may change
     * what it was handed:
     *
     * <ol>
     *   <li>request B locks the session, and changes the same value,
     *   <li>B fails: the value would stay as it is, as this request may be about to save it,
     *   <li>this request saves once more when it ends, and stores what B's client was told is not done.
     * </ol>
     */
    public void leave() {
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            values.snapshot().values().forEach(value -> value.users().remove(unit));
        }
    }

    /** Nobody knows whether the store has applied a draft: the next save writes it in any case. */
    public void inDoubt(SaveDraft draft) {
        values.inDoubt(draft);
    }

    /**
     * Drops what the request of this thread has changed, and what nobody has changed who is known: what is known to be
     * stored is what there is. What other requests have set, removed or were handed stays: they save it, or drop it.
     */
    public void dropChanges() {
        values.drop(RequestUnit.current(), true);
    }

    private void drop(RequestUnit failed) {
        values.drop(failed, false);
    }

    /**
     * Takes in what another node may have changed. Names that this node changed keep their value: it will be saved over
     * the other's, the later save wins.
     *
     * @param isNewest whether nothing newer is known yet; else the caller comes again with that
     */
    public void refresh(Map<String, byte[]> loaded, BooleanSupplier isNewest) {
        Map<String, TrackedValue> current = values.snapshot();
        loaded.forEach((name, theirs) -> takeIn(name, current.remove(name), theirs, isNewest));
        current.forEach((name, gone) -> takeIn(name, gone, null, isNewest));
    }

    private void takeIn(String name, @Nullable TrackedValue seen, byte @Nullable [] theirs, BooleanSupplier isNewest) {
        TrackedValue mine = seen;
        while (!refresh(name, mine, theirs, isNewest)) {
            mine = values.find(name);
        }
    }

    private boolean refresh(
            String name, @Nullable TrackedValue mine, byte @Nullable [] theirs, BooleanSupplier isNewest) {
        if (mine != null && (mine.isNodeLocal() || mine.isOf(theirs))) {
            return true;
        }
        boolean changedHere = mine != null && (mine.isRemovalPending() || changes.isChanged(name, mine));
        return values.refresh(name, mine, changedHere, theirs, isNewest);
    }
}
