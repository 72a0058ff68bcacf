package io.github.dynamosession.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The contract in a map: for tests of what is built on a store. One lock; a session is replaced, never changed. */
public final class InMemorySessionStore implements SessionStore {

    /** @param claimedUntil the epoch if it was never claimed */
    private record Entry(StoredSession session, String writer, Instant claimedUntil, boolean revoked) {
        Entry(StoredSession session, String writer) {
            this(session, writer, Instant.EPOCH, false);
        }

        boolean isClaimed() {
            return revoked || !claimedUntil.equals(Instant.EPOCH);
        }
    }

    private final Map<SessionKey, Entry> entries = new ConcurrentHashMap<>();
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
        entries.put(key, new Entry(session, token));
        return true;
    }

    @Override
    public synchronized Optional<SessionTimes> save(SessionKey key, SessionChanges changes) {
        return current(key, changes.times()).map(session -> {
            StoredSession saved = changed(session, changes);
            entries.put(key, new Entry(saved, entries.get(key).writer));
            return changes.writesTimes() ? saved.times() : changes.knownTimes();
        });
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
        entries.remove(from);
        entries.put(to, new Entry(changed(current.get(), changes), from.partitionKey()));
        return load(to);
    }

    @Override
    public synchronized boolean delete(SessionKey key, Instant creationTime) {
        Entry found = entries.get(key);
        return found != null
                && !found.isClaimed()
                && found.session.times().creationTime().equals(creationTime)
                && entries.remove(key, found);
    }

    @Override
    public synchronized List<SessionKey> findExpired(int shard, Instant due, int limit) {
        return entries.keySet().stream()
                .filter(key -> key.shard() == shard && isDue(entries.get(key), due))
                .sorted(Comparator.comparing(key -> dueSince(entries.get(key))))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<ClaimedSession> claimExpired(SessionKey key, Instant due, Duration lease) {
        Entry found = entries.get(key);
        if (found == null || !isDue(found, due) || found.claimedUntil.isAfter(clock.instant())) {
            return Optional.empty();
        }
        Instant until = clock.instant().plus(lease);
        entries.put(key, new Entry(found.session, found.writer, until, found.revoked));
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
                    session.version(), session.times(), session.attributes(), session.containerState());
            entries.put(key, new Entry(nobodys, entries.get(key).writer, Instant.EPOCH, true));
        });
        return found.isPresent();
    }

    /** Counts nothing. */
    @Override
    public StoreStatistics statistics() {
        return StoreStatistics.NONE;
    }

    @Override
    public void close() {}

    private StoredSession changed(StoredSession session, SessionChanges changes) {
        boolean content = !changes.attributes().isEmpty()
                || !changes.containerState().isEmpty()
                || changes.login().isPresent();
        return new StoredSession(
                content ? session.version() + 1 : session.version(),
                changedTimes(session.times(), changes),
                changes.attributes().applyTo(session.attributes()),
                changes.containerState().applyTo(session.containerState()),
                changes.userAfter(session.user()));
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
