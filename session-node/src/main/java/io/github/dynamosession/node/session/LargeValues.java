package io.github.dynamosession.node.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dynamosession.store.OverflowReference;
import io.github.dynamosession.store.SessionStore;
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
    private final Cache<OverflowReference, byte[]> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((OverflowReference reference, byte[] value) -> reference.length())
            .executor(Runnable::run) // no thread that would outlive the application
            .build();

    LargeValues(SessionStore store) {
        this.store = store;
    }

    /** Stores a value; whatever becomes of the session, it does not stay for ever. */
    OverflowReference put(byte[] value, Instant keptUntil) {
        OverflowReference reference = OverflowReference.create(value.length, keptUntil);
        store.saveOverflow(reference, value);
        cache.put(reference, value);
        return reference;
    }

    /** Empty if it is not there, or not whole. */
    Optional<byte[]> find(OverflowReference reference) {
        byte[] cached = cache.getIfPresent(reference);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<byte[]> loaded = store.loadOverflow(reference, false).or(() -> store.loadOverflow(reference, true));
        loaded.ifPresent(value -> cache.put(reference, value));
        return loaded;
    }
}
