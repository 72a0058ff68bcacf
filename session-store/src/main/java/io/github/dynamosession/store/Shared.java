package io.github.dynamosession.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that the web applications of a JVM share, each by what it was made for: made for the first that takes it, and closed
 * when the last has given it back. Any thread may call this. Not for users.
 *
 * <p>Only those wait for a thing that is being made or closed who want the same one: the next is made when the last is closed,
 * which may have had its port. If it cannot be made, nothing remembers that: the next who wants it tries again.
 *
 * @param <K> all that a thing is made of; equal keys share one
 */
public final class Shared<K, V> {

    private final Consumer<V> closer;

    @GuardedBy("this")
    private final Map<K, Entry<V>> entries = new HashMap<>();

    /** @param closer what becomes of a thing that nobody has any more */
    public Shared(Consumer<V> closer) {
        this.closer = closer;
    }

    private static final class Entry<V> {

        private int leases; // guarded by the map's lock

        @GuardedBy("this")
        private @Nullable V value;

        private synchronized V value(Supplier<V> maker) {
            V made = value;
            if (made == null) {
                made = OwnThreads.under(Shared.class.getClassLoader(), maker);
                value = made;
            }
            return made;
        }

        private synchronized void close(Consumer<V> closer) {
            V made = value;
            value = null;
            if (made != null) {
                closer.accept(made);
            }
        }
    }

    /** Takes what the key stands for, until {@link Lease#close}. */
    public Lease<V> take(K key, Supplier<V> maker) {
        Entry<V> entry = enter(key);
        try {
            V value = entry.value(maker);
            AtomicBoolean given = new AtomicBoolean();
            return new Lease<>(value, () -> {
                if (given.compareAndSet(false, true)) {
                    leave(key, entry);
                }
            });
        } catch (Throwable e) {
            leave(key, entry);
            throw e;
        }
    }

    private synchronized Entry<V> enter(K key) {
        Entry<V> entry = entries.computeIfAbsent(key, absent -> new Entry<>());
        entry.leases++;
        return entry;
    }

    /** Who enters meanwhile has the same entry: it keeps the thing from being closed, or waits until it is. */
    private void leave(K key, Entry<V> entry) {
        if (isUnusedWithout(1, entry)) {
            synchronized (entry) {
                if (isUnusedWithout(0, entry)) {
                    try {
                        entry.close(closer);
                    } finally {
                        removeUnused(key, entry);
                    }
                }
            }
        }
    }

    private synchronized boolean isUnusedWithout(int leases, Entry<V> entry) {
        entry.leases -= leases;
        return entry.leases == 0;
    }

    private synchronized void removeUnused(K key, Entry<V> entry) {
        if (entry.leases == 0) {
            entries.remove(key, entry);
        }
    }

    /**
     * What one application has of a shared thing.
     *
     * @param giveBack may run any number of times
     */
    public record Lease<V>(V value, Runnable giveBack) implements AutoCloseable {

        @Override
        public void close() {
            giveBack.run();
        }
    }
}
