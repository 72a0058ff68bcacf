package io.github.dynamosession.node.values;

import io.github.dynamosession.node.values.ReplacedValues.Held;
import io.github.dynamosession.node.values.TrackedValue.Handed;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.OverflowReference;
import io.github.dynamosession.store.Printable;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.StorableName;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.codec.CodecException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one live session: a concurrent map for the container, which decodes a value when it is first read,
 * and knows what changed since the store last saw it.
 *
 * <p>The monitor guards only the map. Values are decoded, encoded and compared outside of it: that runs code of the
 * application (readObject, writeObject), which may wait for a lock whose holder reads a session attribute.
 */
public final class ValueMap extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {

    private static final Logger LOG = Loggers.of(ValueMap.class);

    private final String owner;
    private final ValueRules rules;
    private final BiFunction<String, byte[], byte[]> unpack;
    private final Runnable readFailed;
    private final UnchangedValues unchanged;
    private final Map<String, TrackedValue> attributes = new HashMap<>(); // guarded by this
    private final ReplacedValues replaced = new ReplacedValues(); // guarded by this
    private final AtomicLong uses = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private volatile ValueCallback callback = ValueCallback.NONE;

    /**
     * @param unpack name and stored bytes to the encoded value that they stand for
     * @param readFailed is told when a value cannot be read now
     */
    public ValueMap(String owner, ValueRules rules, BiFunction<String, byte[], byte[]> unpack, Runnable readFailed) {
        this.owner = owner;
        this.rules = rules;
        this.unpack = unpack;
        this.readFailed = readFailed;
        this.unchanged = new UnchangedValues(rules.format(), unpack);
    }

    /** Sets what is told about decoding and encoding; to be called before the first read. */
    public void setCallback(ValueCallback callback) {
        this.callback = callback;
    }

    // ---------------------------------------------------------------- the map that the container sees

    /**
     * {@inheritDoc}
     *
     * @throws CodecException if the stored bytes cannot be read and the configuration says {@code fail}
     * @throws StoreException if the value is not in the session's item, and the store cannot tell; or if it is encrypted
     *     by a key that this node has not
     */
    @Override
    public @Nullable Object get(@Nullable Object name) {
        uses.incrementAndGet();
        TrackedValue attribute = find(name);
        if (attribute == null) {
            return null;
        }
        byte[] undecoded = attribute.undecoded();
        if (undecoded != null) {
            decode(Objects.requireNonNull(name).toString(), attribute, undecoded);
        }
        return attribute.value();
    }

    @Override
    public @Nullable Object put(String name, Object value) {
        Object previous = get(name);
        Handed before = handedBefore(name, value);
        boolean nodeLocal = rules.nodeLocal().test(name, value);
        set(name, value, nodeLocal, before);
        return previous;
    }

    /** @param before what the application was handed as this very object, if that was replaced */
    private synchronized void set(String name, Object value, boolean nodeLocal, @Nullable Handed before) {
        TrackedValue current = attributes.get(name);
        if (nodeLocal) {
            attributes.put(name, TrackedValue.nodeLocal(value, current));
        } else if (before != null) {
            attributes.put(name, TrackedValue.setAgain(value, before, current));
            replaced.remove(name, value);
            replaced.add(name, current);
        } else {
            attributes.put(name, TrackedValue.set(value, current));
        }
    }

    /**
     * What the application was handed as this very object, if another node's value has replaced it since:
     *
     * <ol>
     *   <li>request A gets the cart,
     *   <li>another node changes it,
     *   <li>request B joins A on this node, and takes that in,
     *   <li>A sets its cart again, as frameworks do at the end of a request, and has not changed it.
     * </ol>
     */
    private @Nullable Handed handedBefore(String name, Object value) {
        Handed before;
        synchronized (this) {
            before = replaced.find(name, value);
        }
        return before == null || unchanged.isShared(name, before, value) ? null : before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        Object previous = get(name);
        unset(name);
        return previous;
    }

    private synchronized void unset(@Nullable Object name) {
        TrackedValue removed = attributes.remove(name);
        if (removed != null && removed.stored() != null) {
            attributes.put(Objects.requireNonNull(name).toString(), TrackedValue.removed(removed));
        }
    }

    @Override
    public @Nullable Object putIfAbsent(String name, Object value) {
        boolean nodeLocal = rules.nodeLocal().test(name, value);
        return changeIf(name, Objects::isNull, () -> set(name, value, nodeLocal, null));
    }

    @Override
    public boolean remove(@Nullable Object name, @Nullable Object value) {
        return value != null && value.equals(changeIf(name, value::equals, () -> unset(name)));
    }

    @Override
    public boolean replace(String name, Object expected, Object value) {
        boolean nodeLocal = rules.nodeLocal().test(name, value);
        return expected.equals(changeIf(name, expected::equals, () -> set(name, value, nodeLocal, null)));
    }

    @Override
    public @Nullable Object replace(String name, Object value) {
        boolean nodeLocal = rules.nodeLocal().test(name, value);
        return changeIf(name, Objects::nonNull, () -> set(name, value, nodeLocal, null));
    }

    /** Values are decoded and compared outside of the monitor; if another thread was faster, that is done again. */
    private @Nullable Object changeIf(@Nullable Object name, Predicate<@Nullable Object> condition, Runnable change) {
        while (true) {
            TrackedValue seen = find(name);
            Object value = get(name);
            boolean applies = condition.test(value);
            synchronized (this) {
                if (attributes.get(name) == seen) {
                    if (applies) {
                        change.run();
                    }
                    return value;
                }
            }
        }
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        TrackedValue attribute = find(name);
        return attribute != null && attribute.isPresent();
    }

    /** A snapshot; decodes nothing. */
    @Override
    public synchronized Set<String> keySet() {
        return attributes.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A snapshot; decodes every value. */
    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> values = new HashMap<>();
        for (String name : keySet()) {
            Object value = get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return Set.copyOf(values.entrySet());
    }

    @Override
    public int size() {
        return keySet().size();
    }

    @Override
    public void clear() {
        keySet().forEach(this::remove);
    }

    /**
     * Tells whether an application may set this, before any listener is told that it did.
     *
     * @throws IllegalArgumentException if the value would be stored, and cannot be, or not under this name
     */
    public void requireStorable(String name, Object value) {
        if (rules.nodeLocal().test(name, value)) {
            return;
        }
        StorableName.requireForAttribute(name);
        if (name.equals(UserSessions.USER_ATTRIBUTE) && value instanceof String user) {
            StorableName.requireForUser(user);
        }
        if (!(value instanceof Serializable) && !rules.unstorable().areSkipped()) {
            throw new IllegalArgumentException("attribute " + Printable.of(name) + " cannot be stored: its class "
                    + value.getClass().getName()
                    + " is not Serializable; make it so, or keep the object out of the session");
        }
    }

    /** Tells whether a value that cannot be stored is no error. */
    public boolean mayHoldUnstorable() {
        return rules.unstorable().areSkipped();
    }

    /**
     * Decodes what is not in the session's item, as it goes with the session while listeners still want it.
     *
     * @throws StoreException if the store cannot tell
     */
    public void loadLargeValues() {
        snapshot().forEach((name, attribute) -> {
            byte[] undecoded = attribute.undecoded();
            if (undecoded != null && OverflowReference.of(undecoded).isPresent()) {
                try {
                    decode(name, attribute, undecoded);
                } catch (CodecException e) {
                    // as unreadable for listeners as it was for the application
                }
            }
        });
    }

    private synchronized @Nullable TrackedValue find(@Nullable Object name) {
        return attributes.get(name);
    }

    private void decode(String name, TrackedValue attribute, byte[] stored) {
        try {
            Object decoded = rules.format().decode(unpack.apply(name, stored));
            if (attribute.offerDecoded(stored, decoded, baseline(decoded))) {
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
     */
    private byte @Nullable [] baseline(Object decoded) {
        try {
            return rules.mayMutate(decoded) ? rules.format().encode(decoded) : null;
        } catch (CodecException e) {
            return null; // readable but not writable by this node: there is nothing it could save
        }
    }

    private byte[] encode(String name, Object value) {
        callback.willEncode(name, value);
        try {
            return rules.format().encode(value);
        } catch (CodecException e) {
            throw new CodecException(describe(name) + " cannot be saved: " + e.getMessage(), e);
        } finally {
            callback.encoded(name, value);
        }
    }

    private String describe(String name) {
        return "attribute " + Printable.of(name) + " of session " + owner;
    }

    /** Grows whenever a value is read, set or removed. */
    public long uses() {
        return uses.get();
    }

    // ---------------------------------------------------------------- what changed, and what became of it

    /** Tells whether a name was set or removed; values that changed themselves do not count. */
    public synchronized boolean hasPendingChanges() {
        return attributes.values().stream().anyMatch(TrackedValue::isPending);
    }

    /**
     * Encodes what changed since the store last saw it; values that cannot be encoded are named, the rest goes on.
     *
     * @param quietSince if {@link #uses} is still this, values are not compared
     */
    public SaveDraft collect(long quietSince) {
        boolean quiet = uses.get() == quietSince;
        if (!quiet) {
            bringBackReplaced();
        }
        SaveDraft pending = new SaveDraft(turns.incrementAndGet());
        snapshot().forEach((name, attribute) -> {
            if (attribute.isRemovalPending()) {
                pending.remove(name, attribute);
            } else {
                try {
                    byte[] changed = quiet && !attribute.isSet() ? null : changedBytes(name, attribute);
                    if (changed != null) {
                        pending.set(name, attribute, changed, attribute);
                    }
                } catch (CodecException e) {
                    if (rules.unstorable().areSkipped()) {
                        rules.unstorable().tell(name, e);
                    } else {
                        pending.failures().put(name, e);
                    }
                }
            }
        });
        return pending;
    }

    /**
     * A request may change a value that it got before another node's replaced it:
     *
     * <ol>
     *   <li>request A gets the cart,
     *   <li>another node changes it,
     *   <li>request B joins A on this node, and takes that in,
     *   <li>A puts something into its cart; its save is the later one.
     * </ol>
     */
    private void bringBackReplaced() {
        for (Held held : held()) {
            if (isChanged(held)) {
                bringBack(held);
            }
        }
    }

    private synchronized List<Held> held() {
        return replaced.held();
    }

    private boolean isChanged(Held held) {
        try {
            return held.isChanged(encode(held.name(), held.value()));
        } catch (CodecException e) {
            return true; // it was encodable when it was handed out
        }
    }

    /** Not over a value that was set or removed here: that is saved first. */
    private synchronized void bringBack(Held held) {
        TrackedValue current = attributes.get(held.name());
        if (current == null || current.isClean()) {
            attributes.put(held.name(), TrackedValue.setAgain(held.value(), held.handed(), current));
            replaced.remove(held.name(), held.value());
            replaced.add(held.name(), current);
        }
    }

    /**
     * What of a collection is still to be written, now that no other save is under way. It encodes nothing: a value that
     * another save has written since, in a later state, is left out, and so is one that it has written in this state.
     */
    public synchronized SaveDraft stillPending(SaveDraft collected) {
        SaveDraft pending = new SaveDraft(collected.turn());
        pending.failures().putAll(collected.failures());
        collected.removed().forEach(name -> {
            TrackedValue current = attributes.get(name);
            if (current != null && current.stored() != null && !current.isSavedAfter(collected.turn())) {
                pending.remove(name, current);
            }
        });
        collected.attributes().forEach((name, attribute) -> {
            TrackedValue current = attributes.get(name);
            byte[] encoded = Objects.requireNonNull(collected.encoded().get(name));
            if (current != null // else it was removed since
                    && !current.isSavedAfter(collected.turn())
                    && !(current == attribute && current.isSavedAs(encoded))) {
                pending.set(name, attribute, encoded, current);
            }
        });
        return pending;
    }

    /** The store has applied {@code pending}. What the application changed meanwhile stays pending. */
    public synchronized void settle(SaveDraft pending) {
        pending.packed().forEach((name, bytes) -> {
            TrackedValue saved = Objects.requireNonNull(pending.attributes().get(name));
            TrackedValue current = attributes.get(name);
            if (current == saved) {
                Object value = saved.value();
                byte[] encoded = Objects.requireNonNull(pending.encoded().get(name));
                saved.saved(bytes, value != null && rules.mayMutate(value) ? encoded : null, pending.turn());
            } else if (current != null) {
                current.storedHere(bytes, pending.encoded().get(name), pending.turn());
            } else {
                byte[] encoded = Objects.requireNonNull(pending.encoded().get(name));
                attributes.put(name, TrackedValue.removed(bytes, encoded));
            }
        });
        for (String name : pending.removed()) {
            TrackedValue current = attributes.get(name);
            if (current != null) {
                current.storedHere(null, null, pending.turn());
                attributes.computeIfPresent(name, (n, attribute) -> attribute.isPresent() ? attribute : null);
            }
        }
    }

    /** The store now holds other bytes for the same values. */
    public synchronized void renewed(Map<String, byte[]> bytes) {
        bytes.forEach((name, stored) -> {
            TrackedValue current = attributes.get(name);
            if (current != null) {
                current.renewed(stored);
            }
        });
    }

    /** Nobody knows whether the store has applied {@code pending}: the next save writes it in any case. */
    public synchronized void inDoubt(SaveDraft pending) {
        pending.attributes().values().forEach(TrackedValue::inDoubt);
        Stream.concat(pending.attributes().keySet().stream(), pending.removed().stream())
                .map(attributes::get)
                .filter(Objects::nonNull)
                .forEach(TrackedValue::inDoubt);
    }

    /**
     * Takes in what another node may have changed. Names that this node changed keep their value: it will be saved over
     * the other's, the later save wins.
     *
     * @param isNewest whether nothing newer is known yet; else the caller comes again with that
     */
    public void refresh(Map<String, byte[]> loaded, BooleanSupplier isNewest) {
        Map<String, TrackedValue> mine = snapshot();
        Set<String> names = new HashSet<>(loaded.keySet());
        names.addAll(mine.keySet());
        for (String name : names) {
            refresh(name, mine.get(name), loaded.get(name), isNewest);
        }
    }

    private void refresh(String name, @Nullable TrackedValue mine, byte @Nullable [] theirs, BooleanSupplier isNewest) {
        if (mine == null || (!mine.isNodeLocal() && !mine.isOf(theirs))) {
            boolean stays = mine != null && (mine.isRemovalPending() || isChanged(name, mine));
            synchronized (this) {
                if (attributes.get(name) != mine || !isNewest.getAsBoolean()) {
                    return; // set or removed by the application meanwhile, or there are newer bytes
                }
                if (mine != null && stays) {
                    mine.storedElsewhere(theirs);
                } else {
                    replace(name, mine, theirs);
                }
            }
        }
    }

    private void replace(String name, @Nullable TrackedValue mine, byte @Nullable [] theirs) {
        replaced.add(name, mine);
        if (theirs == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, TrackedValue.loaded(theirs));
        }
    }

    /**
     * Drops what changed here, also values that changed themselves: what is known to be stored is what there is. What other
     * requests have set or removed stays: they are answered as if it were saved.
     */
    public synchronized void discardChanges() {
        Map<String, byte[]> stored = stored();
        attributes.values().removeIf(attribute -> !attribute.isChangeOfAnother() && !staysOnNode(attribute));
        stored.forEach((name, bytes) -> attributes.putIfAbsent(name, TrackedValue.loaded(bytes)));
        replaced.clear();
    }

    private static boolean staysOnNode(TrackedValue attribute) {
        return attribute.isNodeLocal() && !attribute.isRemovalPending();
    }

    /** Everything known to be stored. */
    public synchronized Map<String, byte[]> stored() {
        Map<String, byte[]> stored = new HashMap<>();
        attributes.forEach((name, attribute) -> {
            byte[] bytes = attribute.stored();
            if (bytes != null) {
                stored.put(name, bytes);
            }
        });
        return stored;
    }

    private synchronized Map<String, TrackedValue> snapshot() {
        return new HashMap<>(attributes);
    }

    private byte @Nullable [] changedBytes(String name, TrackedValue attribute) {
        Object value = attribute.value();
        if (value == null || attribute.isNodeLocal()) {
            return null;
        }
        if (attribute.isSet()) {
            return bytesUnlessUnchanged(name, attribute, value);
        }
        byte[] baseline = attribute.baseline();
        if (baseline == null) {
            return null;
        }
        byte[] now = encode(name, value);
        return Arrays.equals(baseline, now) ? null : now;
    }

    /** A value that was set again and is what the application had is no change. */
    private byte @Nullable [] bytesUnlessUnchanged(String name, TrackedValue attribute, Object value) {
        Handed handed = attribute.handed();
        byte[] stored = attribute.stored();
        byte[] now = encode(name, value);
        byte[] same = handed == null ? null : unchanged.among(name, handed, stored, now);
        if (handed == null || same == null) {
            return now;
        }
        attribute.foundUnchanged(handed, new Handed(same, rules.mayMutate(value) ? now : null));
        return null;
    }

    private boolean isChanged(String name, TrackedValue attribute) {
        try {
            return changedBytes(name, attribute) != null;
        } catch (CodecException e) {
            return true; // it was encodable when it was loaded, or it was set
        }
    }
}
