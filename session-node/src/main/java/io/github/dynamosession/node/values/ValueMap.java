package io.github.dynamosession.node.values;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.Printable;
import io.github.dynamosession.store.StorableName;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.UserSessions;
import io.github.dynamosession.store.codec.CodecException;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of one session as the container sees them: a concurrent map that decodes a value when it is first read. All
 * requests of the session see the same objects; who reads, sets or removes one is noted.
 *
 * <p>Values are decoded, encoded and compared when no lock is held: that runs code of the application (readObject,
 * writeObject), which may wait for a lock whose holder reads a session attribute.
 */
public final class ValueMap extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {

    private final ValueRules rules;
    private final ValueCoder coder;
    private final UnchangedValues unchanged;
    private final CurrentValues values;
    private final Consumer<RequestUnit> drop;
    private final AtomicLong uses = new AtomicLong();

    /** @param drop is called for a request that has used this map, and fails */
    ValueMap(
            ValueRules rules,
            ValueCoder coder,
            UnchangedValues unchanged,
            CurrentValues values,
            Consumer<RequestUnit> drop) {
        this.rules = rules;
        this.coder = coder;
        this.unchanged = unchanged;
        this.values = values;
        this.drop = drop;
    }

    /** Sets what is told about decoding and encoding; to be called before the first read. */
    public void setCallback(ValueCallback callback) {
        coder.setCallback(callback);
    }

    long uses() {
        return uses.get();
    }

    // ---------------------------------------------------------------- reads

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
        while (true) {
            TrackedValue attribute = values.find(name);
            Object value = attribute == null ? null : read(Objects.requireNonNull(name), attribute);
            if (values.find(name) == attribute) {
                return value;
            }
            // another has taken its place, perhaps before it was known that this request has it: nobody would watch it
        }
    }

    private @Nullable Object read(Object name, TrackedValue attribute) {
        byte[] undecoded = attribute.undecoded();
        if (undecoded != null) {
            coder.decode(name.toString(), attribute, undecoded);
        }
        Object value = attribute.value();
        if (value != null) {
            handOut(attribute, value);
        }
        return value;
    }

    /** The request of this thread may change the value from now on. */
    private void handOut(TrackedValue attribute, Object value) {
        RequestUnit unit = RequestUnit.current();
        if (unit != null && rules.mayMutate(value)) {
            byte[] encoded = attribute.needsBaselineFor(unit) ? coder.baseline(value, null) : null;
            attribute.users().add(unit, encoded);
            unit.uses(this, drop);
        }
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        TrackedValue attribute = values.find(name);
        return attribute != null && attribute.isPresent();
    }

    /** A snapshot; decodes nothing. */
    @Override
    public Set<String> keySet() {
        return values.snapshot().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A snapshot; decodes every value. */
    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> entries = new HashMap<>();
        for (String name : keySet()) {
            Object value = get(name);
            if (value != null) {
                entries.put(name, value);
            }
        }
        return Set.copyOf(entries.entrySet());
    }

    @Override
    public int size() {
        return keySet().size();
    }

    // ---------------------------------------------------------------- changes

    /** Tells whether a value that cannot be stored is no error. */
    public boolean mayHoldUnstorable() {
        return rules.unstorable().areSkipped();
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

    @Override
    public @Nullable Object put(String name, Object value) {
        Object previous = get(name);
        Handed before = handedBefore(name, value);
        boolean nodeLocal = rules.nodeLocal().test(name, value);
        set(name, value, nodeLocal, before);
        return previous;
    }

    private void set(String name, Object value, boolean nodeLocal, @Nullable Handed before) {
        RequestUnit unit = changing();
        TrackedValue set = values.set(name, value, nodeLocal, before);
        if (rules.mayMutate(value)) {
            set.users().add(unit, null);
        }
    }

    private void unset(@Nullable Object name) {
        changing();
        values.unset(name);
    }

    private @Nullable RequestUnit changing() {
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            unit.uses(this, drop);
        }
        return unit;
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
        Handed before = values.handedBefore(name, value);
        return before == null || unchanged.isShared(name, before, value) ? null : before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        Object previous = get(name);
        unset(name);
        return previous;
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

    /** Values are decoded and compared when no lock is held; if another thread was faster, that is done again. */
    private @Nullable Object changeIf(@Nullable Object name, Predicate<@Nullable Object> condition, Runnable change) {
        while (true) {
            TrackedValue seen = values.find(name);
            Object value = get(name);
            boolean applies = condition.test(value);
            if (values.ifStill(name, seen, applies ? change : () -> {})) {
                return value;
            }
        }
    }

    @Override
    public void clear() {
        keySet().forEach(this::remove);
    }
}
