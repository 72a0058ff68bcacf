package io.github.dynamosession.store;

import io.github.dynamosession.store.SessionChanges.LockUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The contract in a map: for tests of what is built on a store. One lock; a session is replaced, never changed. */
public final class InMemorySessionStore implements SessionStore {

    private static final long LOOK_MILLIS = 1;

    private final SessionMetrics metrics = new SessionMetrics();

    /** @param claimedUntil the epoch if it was never claimed */
    private record Entry(
            StoredSession session, String writer, Instant claimedUntil, boolean revoked, Optional<SessionLock> lock) {
        Entry(StoredSession session, String writer, Optional<SessionLock> lock) {
            this(session, writer, Instant.EPOCH, false, lock);
        }

        void requireLock(SessionKey key, LockUse use) {
            if (use.lock().isPresent() && !isLockedBy(use.lock().get().owner())) {
                throw new SessionLockLostException(key);
            }
        }

        boolean isLockedBy(String owner) {
            return lock.filter(held -> held.owner().equals(owner)).isPresent();
        }

        Optional<SessionLock> lockAfter(LockUse use) {
            return use.releases() && isLockedBy(use.lock().get().owner()) ? Optional.empty() : lock;
        }

        boolean isClaimed() {
            return revoked || !claimedUntil.equals(Instant.EPOCH);
        }
    }

    private final Map<SessionKey, Entry> entries = new ConcurrentHashMap<>();
    private final Map<LargeValueReference, byte[]> largeValues = new ConcurrentHashMap<>();
    private final TouchPolicy touchPolicy;
    private final Clock clock;

    public InMemorySessionStore(TouchPolicy touchPolicy, Clock clock) {
        this.touchPolicy = touchPolicy;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<StoredSession> load(SessionKey key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> !entry.isClaimed())
                .map(Entry::session)
                .filter(this::isAlive);
    }

    @Override
    public synchronized boolean create(SessionKey key, StoredSession session, String token) {
        Entry found = entries.get(key);
        if (found != null && found.writer.equals(token) && isGeneration(found.session, session.times())) {
            return SessionContent.of(found.session).equals(SessionContent.of(session));
        }
        if (load(key).isPresent()) {
            throw new SessionConflictException(key);
        }
        entries.put(key, new Entry(session, token, Optional.empty()));
        return true;
    }

    @Override
    public synchronized Optional<LockedSession> lock(SessionKey key, String owner, Duration lease, Duration patience) {
        long start = System.nanoTime();
        while (load(key).isPresent()) {
            Entry found = entries.get(key);
            if (found.lock.filter(held -> held.until().isAfter(clock.instant())).isEmpty() || found.isLockedBy(owner)) {
                return Optional.of(new LockedSession(found.session, lockedFor(key, owner, lease)));
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new SessionLockedException(key, patience);
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized Optional<SessionLock> renewLock(SessionKey key, SessionLock held, Duration lease) {
        return Optional.ofNullable(entries.get(key))
                .filter(found -> found.isLockedBy(held.owner()))
                .map(found -> lockedFor(key, held.owner(), lease));
    }

    private SessionLock lockedFor(SessionKey key, String owner, Duration lease) {
        SessionLock lock = new SessionLock(owner, clock.instant().plus(lease));
        entries.computeIfPresent(
                key,
                (k, found) ->
                        new Entry(found.session, found.writer, found.claimedUntil, found.revoked, Optional.of(lock)));
        return lock;
    }

    @Override
    public synchronized Optional<SessionTimes> save(SessionKey key, SessionChanges changes) {
        return current(key, changes.times()).map(session -> {
            Entry found = entries.get(key);
            if (!changes.isEmpty()) {
                found.requireLock(key, changes.lockUse());
            }
            StoredSession saved = changed(session, changes, session.identity());
            entries.put(key, new Entry(saved, found.writer, found.lockAfter(changes.lockUse())));
            notifyAll(); // who waits for the lock
            return changes.writesTimes() ? saved.times() : changes.knownTimes();
        });
    }

    @Override
    public synchronized boolean saveIfKnown(SessionKey key, SessionChanges changes) {
        boolean known = current(key, changes.times())
                .filter(session -> changes.attributes().set().size() <= MOST_NAMES_AT_ONCE)
                .filter(session -> isKnown(changes.attributes(), session.attributes()))
                .filter(session -> isKnown(changes.containerState(), session.containerState()))
                .isPresent();
        return known && save(key, changes).isPresent();
    }

    private static boolean isKnown(SessionChanges.Delta delta, Map<String, byte[]> stored) {
        return Stream.concat(delta.set().keySet().stream(), delta.removed().stream())
                .allMatch(name -> Arrays.equals(delta.known().get(name), stored.get(name)));
    }

    @Override
    public void saveLargeValue(LargeValueReference reference, byte[] value) {
        largeValues.put(reference, value.clone());
    }

    @Override
    public Optional<byte[]> loadLargeValue(LargeValueReference reference, boolean strongly) {
        return Optional.ofNullable(largeValues.get(reference));
    }

    @Override
    public synchronized Optional<SessionTimes> touch(SessionKey key, SessionTimes times) {
        SessionTimes anyAccess = new SessionTimes(times.creationTime(), Instant.MIN, times.maxInactiveInterval());
        return save(key, new SessionChanges(SessionChanges.Delta.NONE, SessionChanges.Delta.NONE, times, anyAccess));
    }

    @Override
    public synchronized Optional<StoredSession> rename(
            SessionKey from, SessionKey to, StoredSession loaded, SessionChanges changes) {
        Optional<StoredSession> current = current(from, changes.times());
        if (current.isEmpty()) {
            return current(to, changes.times())
                    .filter(session -> entries.get(to).writer.equals(from.partitionKey()));
        }
        if (entries.containsKey(to)) {
            throw new SessionConflictException(to);
        }
        Entry found = entries.get(from);
        found.requireLock(from, changes.lockUse());
        entries.remove(from);
        entries.put(
                to,
                new Entry(
                        changed(current.get(), changes, changes.identity()),
                        from.partitionKey(),
                        found.lockAfter(changes.lockUse())));
        notifyAll();
        return load(to);
    }

    @Override
    public synchronized boolean delete(SessionKey key, Instant creationTime) {
        Entry found = entries.get(key);
        boolean deleted = found != null
                && !found.isClaimed()
                && found.session.times().creationTime().equals(creationTime)
                && entries.remove(key, found);
        if (deleted) {
            LargeValueReference.of(found.session).forEach(largeValues::remove);
        }
        return deleted;
    }

    @Override
    public synchronized ExpiredPage findExpired(int shard, Instant due, Optional<String> after, int limit) {
        List<SessionKey> found = entries.keySet().stream()
                .filter(key -> key.shard() == shard && isDue(entries.get(key), due))
                .filter(key -> after.isEmpty() || place(key).compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(this::place))
                .limit(limit)
                .toList();
        return new ExpiredPage(
                found, found.size() < limit ? Optional.empty() : Optional.of(place(found.get(limit - 1))));
    }

    /** In the order of which sessions are found. */
    private String place(SessionKey key) {
        return "%020d %s".formatted(dueSince(entries.get(key)).toEpochMilli(), key.partitionKey());
    }

    @Override
    public synchronized List<SessionKey> findLiving(int shard, int limit) {
        return entries.keySet().stream()
                .filter(key -> key.shard() == shard
                        && load(key).flatMap(this::expiresAt).isPresent())
                .sorted(Comparator.comparing(
                        key -> expiresAt(entries.get(key).session).orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<SessionTimes> findTimes(SessionKey key) {
        return load(key).map(StoredSession::times);
    }

    @Override
    public synchronized Optional<ClaimedSession> claimExpired(SessionKey key, Instant due, Duration lease) {
        Entry found = entries.get(key);
        if (found == null || !isDue(found, due) || found.claimedUntil.isAfter(clock.instant())) {
            return Optional.empty();
        }
        Instant until = clock.instant().plus(lease);
        entries.put(key, new Entry(found.session, found.writer, until, found.revoked, found.lock));
        return Optional.of(new ClaimedSession(key, found.session, until));
    }

    @Override
    public synchronized boolean deleteClaimed(ClaimedSession claimed) {
        Entry found = entries.get(claimed.key());
        return found != null
                && found.claimedUntil.equals(claimed.until())
                && isGeneration(found.session, claimed.session().times())
                && entries.remove(claimed.key(), found);
    }

    @Override
    public synchronized Map<SessionKey, SessionTimes> findByUser(UserKey user) {
        Map<SessionKey, SessionTimes> found = new LinkedHashMap<>();
        entries.keySet().stream()
                .filter(key -> load(key).flatMap(StoredSession::user).equals(Optional.of(user)))
                .sorted(Comparator.comparing(
                        key -> entries.get(key).session.times().creationTime()))
                .forEach(key -> found.put(key, entries.get(key).session.times()));
        return found;
    }

    @Override
    public synchronized boolean revoke(SessionKey key, Optional<UserKey> owner) {
        Optional<StoredSession> found =
                load(key).filter(session -> owner.isEmpty() || session.user().equals(owner));
        found.ifPresent(session -> {
            StoredSession nobodys = new StoredSession(
                    session.version(),
                    session.times(),
                    session.attributes(),
                    session.containerState(),
                    Optional.empty(),
                    session.identity());
            entries.put(key, new Entry(nobodys, entries.get(key).writer, Instant.EPOCH, true, Optional.empty()));
        });
        return found.isPresent();
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Counts nothing. */
    @Override
    public SessionMetrics metrics() {
        return metrics;
    }

    @Override
    public StoreStatistics statistics() {
        return StoreStatistics.NONE;
    }

    @Override
    public void close() {}

    private StoredSession changed(StoredSession session, SessionChanges changes, Optional<byte[]> identity) {
        boolean content = !changes.attributes().isEmpty()
                || !changes.containerState().isEmpty()
                || changes.login().isPresent();
        return new StoredSession(
                content ? session.version() + 1 : session.version(),
                changedTimes(session.times(), changes),
                changes.attributes().applyTo(session.attributes()),
                changes.containerState().applyTo(session.containerState()),
                changes.userAfter(session.user()),
                identity);
    }

    private static SessionTimes changedTimes(SessionTimes stored, SessionChanges changes) {
        boolean sameInterval =
                stored.maxInactiveInterval().equals(changes.knownTimes().maxInactiveInterval());
        if (!sameInterval && changes.newMaxInactiveInterval().isEmpty()) {
            return stored;
        }
        return stored.accessedAt(changes.times().lastAccessedTime())
                .withMaxInactiveInterval(changes.times().maxInactiveInterval());
    }

    private Optional<StoredSession> current(SessionKey key, SessionTimes wanted) {
        return load(key).filter(session -> isGeneration(session, wanted));
    }

    private static boolean isGeneration(StoredSession session, SessionTimes wanted) {
        return session.times().creationTime().equals(wanted.creationTime());
    }

    private boolean isAlive(StoredSession session) {
        return expiresAt(session)
                .map(expires -> clock.instant().isBefore(expires))
                .orElse(true);
    }

    private boolean isDue(Entry entry, Instant due) {
        return entry.revoked
                || expiresAt(entry.session())
                        .map(expires -> !expires.isAfter(due))
                        .orElse(false);
    }

    private Instant dueSince(Entry entry) {
        return entry.revoked ? Instant.EPOCH : expiresAt(entry.session).orElseThrow();
    }

    private Optional<Instant> expiresAt(StoredSession session) {
        return touchPolicy.expiresAt(session.times());
    }
}
