package io.github.dynamosession.store.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.Key;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what hashing a decoded value can cost. The hash of a collection asks every element for its own, once for each
 * reference to it: sixty sets that each hold the next two are a few hundred bytes, and a hash for the rest of one's life.
 * So the steps are counted, as hashing would take them, before a container is filled.
 *
 * <p>Only containers of the JDK are looked into: what the hash of an application's object asks, its class decides.
 */
final class HashWork {

    /** Some tens of milliseconds; what an application would notice in its own sets long before it comes to a session. */
    private static final long STEPS = 1 << 22;

    private static final int STEPS_PER_BYTE = 64;

    private static final Object[] NONE = {};

    private final int size;
    private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
    private long left;
    private long heaviest;

    /** @param size of the bytes that are decoded */
    HashWork(int size) {
        this.size = size;
        this.left = STEPS + (long) STEPS_PER_BYTE * size;
    }

    /** Counts the steps of hashing an object. */
    void spend(@Nullable Object object) {
        long before = left;
        take(object);
        heaviest = Math.max(heaviest, before - left);
    }

    /**
     * Counts the steps of hashing once more some object that was counted before. Unless references multiplied it, none
     * has more parts than the bytes have; these are free, for most references are never hashed.
     */
    void spendOnReference() {
        if (heaviest > size) {
            take(heaviest);
        }
    }

    private void take(@Nullable Object object) {
        take(steps(object));
        Object[] parts = parts(object);
        // What contains itself cannot be hashed, and need not be: it is no key.
        if (parts.length > 0 && path.add(object)) {
            requireHashable();
            for (Object part : parts) {
                take(part);
            }
            path.remove(object);
        }
    }

    private void take(long steps) {
        left -= steps;
        if (left < 0) {
            throw new CodecException("its " + size + " bytes multiply by references into too many elements", null);
        }
    }

    /** References make chains that are deeper than the bytes nest. */
    private void requireHashable() {
        if (path.size() > ApplicationKryo.MAX_DEPTH) {
            throw new CodecException("collections nest deeper than " + ApplicationKryo.MAX_DEPTH, null);
        }
    }

    private static Object[] parts(@Nullable Object object) {
        if (object == null || !PlainClasses.isOfJdk(object.getClass())) {
            return NONE;
        }
        try {
            return partsOfJdk(object);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // A cycle leads to a list that Java has not filled yet. Nothing can hash it either.
            return NONE;
        }
    }

    private static Object[] partsOfJdk(Object object) {
        if (object instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (object instanceof Map<?, ?> map) {
            requireSize(map);
            return Stream.concat(map.keySet().stream(), map.values().stream()).toArray();
        }
        if (object instanceof Subject subject) {
            return subject.getPrincipals().toArray();
        }
        if (object instanceof Optional<?> optional) {
            return optional.stream().toArray();
        }
        return OptionalModules.define(object) ? OptionalModules.parts(object) : NONE;
    }

    /** A tree map believes the number that it reads, without any elements if it is negative. */
    private static void requireSize(Map<?, ?> map) {
        if (map.size() < 0) {
            throw new CodecException("a map of " + map.size() + " entries", null);
        }
    }

    /** What does not keep its hash. */
    private static long steps(@Nullable Object object) {
        if (object instanceof BigDecimal decimal) {
            return steps(decimal.unscaledValue());
        }
        if (object instanceof BigInteger integer) {
            return 1 + integer.bitLength() / Integer.SIZE;
        }
        if (object instanceof BitSet bits) {
            return 1 + bits.size() / Long.SIZE;
        }
        return 1 + bytes(object) / Long.BYTES;
    }

    private static long bytes(@Nullable Object object) {
        if (object instanceof Key key && PlainClasses.isOfJdk(key.getClass())) {
            byte[] encoded = key.getEncoded();
            return encoded == null ? 0 : encoded.length;
        }
        return object != null && OptionalModules.define(object) ? OptionalModules.bytes(object) : 0;
    }
}
