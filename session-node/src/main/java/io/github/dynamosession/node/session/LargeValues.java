package io.github.dynamosession.node.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dynamosession.store.GroupedValue;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.codec.CodecException;
import java.time.Instant;
import java.util.Optional;

/**
 * The values of one application that have items of their own, and a cache of them. They never change, so none is ever
 * stale; and they may be read at half the price, as one that is not there yet is asked for again.
 */
final class LargeValues {

    /** For the bursts of requests that one page makes, not to keep all sessions of a node. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final SessionStore store;
    private final Cache<LargeValueReference, byte[]> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((LargeValueReference reference, byte[] value) -> reference.length())
            .executor(Runnable::run) // no thread that would outlive the application
            .build();

    private final int maxSessionSize;

    /** @param maxSessionSize in bytes: no value is larger */
    LargeValues(SessionStore store, int maxSessionSize) {
        this.store = store;
        this.maxSessionSize = maxSessionSize;
    }

    /** Stores a value; whatever becomes of the session, it does not stay for ever. */
    LargeValueReference put(byte[] value, Instant keptUntil) {
        LargeValueReference reference = LargeValueReference.create(value.length, keptUntil);
        store.saveLargeValue(reference, value);
        cache.put(reference, value);
        return reference;
    }

    /**
     * The value that stored bytes of a session are, or lead to. Empty if it is not there, or not whole.
     *
     * @throws CodecException if it is said to be larger than a session may be
     */
    Optional<byte[]> find(byte[] stored) {
        Optional<GroupedValue> grouped = GroupedValue.of(stored);
        if (grouped.isPresent()) {
            return load(grouped.get().group()).map(grouped.get()::in);
        }
        Optional<LargeValueReference> reference = LargeValueReference.of(stored);
        return reference.isPresent() ? find(reference.get()) : Optional.of(stored);
    }

    private Optional<byte[]> find(LargeValueReference reference) {
        if (reference.length() > maxSessionSize) {
            throw new CodecException(
                    "it has " + reference.length() + " bytes, more than maxSessionSize=" + maxSessionSize, null);
        }
        return load(reference);
    }

    private Optional<byte[]> load(LargeValueReference reference) {
        byte[] cached = cache.getIfPresent(reference);
        store.metrics().largeValueRead(cached != null);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<byte[]> loaded =
                store.loadLargeValue(reference, false).or(() -> store.loadLargeValue(reference, true));
        loaded.ifPresent(value -> cache.put(reference, value));
        return loaded;
    }
}
