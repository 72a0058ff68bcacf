package io.github.dynamosession.store.live;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.UserKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One session while requests of this node are in it; they all share this object. It holds what was loaded and what they
 * changed, and writes the difference.
 *
 * <p>Loads share {@link #io}, writes have it alone. Without that:
 *
 * <ol>
 *   <li>request B asks the store for the session,
 *   <li>request A, in the same live session, saves a=2, and the store applies it,
 *   <li>B's answer, older than A's save, arrives: a=1 would replace a=2 in the live session.
 * </ol>
 *
 * <p>Once {@linkplain #isGone gone} (deleted, expired or renamed elsewhere) it is never stored again.
 */
public final class LiveSession {

    private static final Logger LOG = System.getLogger(LiveSession.class.getName());

    private static final long UNKNOWN_VERSION = -1;
    private static final long NO_USE_YET = 0;

    private final LiveSessions context;
    private final TrackedAttributes attributes;
    private final TrackedAttributes containerState;
    private final String token = UUID.randomUUID().toString();
    private final ReadWriteLock io = new ReentrantReadWriteLock();

    private volatile boolean gone;
    private volatile boolean endedHere;
    private volatile boolean lastSaveFailed;
    private volatile long comparedAtUses = NO_USE_YET;

    // Written with the write lock held, or with the read lock and this object's monitor (concurrent loads).
    private volatile boolean stored;
    private volatile SessionKey key;
    private volatile SessionTimes knownTimes;
    private volatile long version = UNKNOWN_VERSION;
    private volatile Optional<UserKey> user = Optional.empty();

    // What the application asked for and the store does not know yet.
    private volatile @Nullable SessionKey newKey;
    private volatile @Nullable Duration newMaxInactiveInterval;

    LiveSession(LiveSessions context, SessionKey key, SessionTimes times, boolean stored) {
        this.context = context;
        this.key = key;
        this.knownTimes = times;
        this.stored = stored;
        this.attributes = new TrackedAttributes(key.toString(), context.attributes());
        this.containerState = new TrackedAttributes(key.toString(), context.containerState());
    }

    public TrackedAttributes attributes() {
        return attributes;
    }

    public TrackedAttributes containerState() {
        return containerState;
    }

    /** The times as stored, with an inactive interval that was set here and is not saved yet. */
    public SessionTimes times() {
        Duration pending = newMaxInactiveInterval;
        return pending == null ? knownTimes : knownTimes.withMaxInactiveInterval(pending);
    }

    public void setMaxInactiveInterval(Duration interval) {
        newMaxInactiveInterval = interval;
    }

    /** From the next save on the session is stored under another key. Until then the old one is valid. */
    public void rename(SessionKey to) {
        newKey = to.equals(key) ? null : to;
        context.users().renaming(this);
    }

    /** Where the session is stored, whatever its id is to be. */
    SessionKey storedKey() {
        return key;
    }

    /** Where the session is stored, or from the next save on will be. */
    public SessionKey key() {
        SessionKey pending = newKey;
        return pending == null ? key : pending;
    }

    /** True once the store was found not to have the session any more. */
    public boolean isGone() {
        return gone;
    }

    /**
     * True if the session is gone and no {@link #delete} of this object did it. The container's session must not be ended
     * quietly before that is known:
     *
     * <ol>
     *   <li>request A deletes the session, to tell the listeners then,
     *   <li>request B finds it gone, and ends the container's session without a word,
     *   <li>A finds that it has ended already, and tells nobody.
     * </ol>
     */
    public boolean isEndedElsewhere() {
        return gone && !endedHere;
    }

    /** True if the last save did not reach the store for certain; its changes are still pending here. */
    public boolean hasFailedSave() {
        return lastSaveFailed;
    }

    /**
     * Takes in what other nodes changed, with one read of the store; a session that was never stored needs none.
     *
     * @return false if the session is gone
     * @throws StoreException if the store cannot tell
     */
    public boolean refresh() {
        if (gone || !stored) {
            return !gone;
        }
        locked(io.readLock(), () -> {
            Optional<StoredSession> loaded = context.store().load(key);
            loaded.ifPresentOrElse(this::adopt, () -> gone = true);
        });
        return !gone;
    }

    /**
     * Writes what changed, if anything did. When it returns, every change made before the call is durable, also one
     * that an overlapping request's save wrote. Finding the session gone is no error: its changes are dropped with it.
     *
     * @throws StoreException if that is not certain; the changes stay pending
     * @throws AttributeNotSavedException if values could not be encoded; the rest is durable
     */
    public void save() {
        saveUnlessQuietSince(NO_USE_YET);
    }

    /** The last resort when a response is out: the same, but values that no one got since their last comparison rest. */
    public void saveRest() {
        saveUnlessQuietSince(comparedAtUses);
    }

    /**
     * The same as {@link #save}, but without comparing values if no one got one from this session since {@link
     * #attributeUses} was {@code uses}. Only for a request whose application code had returned by then: it could change a
     * value that it got earlier.
     */
    public void saveUnlessQuietSince(long uses) {
        long usesNow = attributes.uses();
        if (!gone && !isClean(attributes.collect(uses), containerState.collect(uses))) {
            lastSaveFailed = true;
            locked(io.writeLock(), this::saveExclusively);
            lastSaveFailed = false;
        }
        comparedAtUses = usesNow;
    }

    /** False if a {@link #save} would certainly write nothing; costs no comparison. */
    public boolean mayHaveChanges() {
        boolean untouched = attributes.uses() == comparedAtUses && !containerState.hasPendingChanges();
        return !gone && !(stored && newKey == null && newMaxInactiveInterval == null && untouched);
    }

    /** Grows whenever an attribute is read, set or removed. */
    public long attributeUses() {
        return attributes.uses();
    }

    /** Writes the access time if it is due and nobody else is writing. */
    public void touchIfDue() {
        Lock lock = io.writeLock();
        if (!isTouchDue() || !lock.tryLock()) {
            return;
        }
        try {
            if (isTouchDue()) {
                adopt(context.store().touch(key, knownTimes.accessedAt(now())));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes the session from the store, at once.
     *
     * @return true if this call ended it, false if it was gone already
     * @throws StoreException if the store cannot tell; the session is as it was
     */
    public boolean delete() {
        boolean[] deletedHere = {false};
        locked(io.writeLock(), () -> {
            deletedHere[0] = !gone && (!stored || context.store().delete(key, knownTimes.creationTime()));
            endedHere |= deletedHere[0]; // first: see isEndedElsewhere
            gone = true;
        });
        return deletedHere[0];
    }

    private boolean isClean(TrackedAttributes.Pending values, TrackedAttributes.Pending state) {
        return stored && newKey == null && newMaxInactiveInterval == null && values.isEmpty() && state.isEmpty();
    }

    /** Whether {@link #touchIfDue} would write. */
    public boolean isTouchDue() {
        return stored && !gone && context.touchPolicy().isDue(knownTimes, now());
    }

    private void saveExclusively() {
        // Collected again: the save we waited for may have written it all.
        TrackedAttributes.Pending values = attributes.collect(NO_USE_YET);
        TrackedAttributes.Pending state = containerState.collect(NO_USE_YET);
        if (gone || isClean(values, state)) {
            return;
        }
        Duration interval = newMaxInactiveInterval;
        Optional<UserChange> login = context.users().change(this, values.delta(), state.delta());
        write(new SessionChanges(values.delta(), state.delta(), timesToWrite(), knownTimes, login));
        if (gone) {
            LOG.log(Level.INFO, "changes of session {0} are dropped: it was ended or renamed meanwhile", key);
            return;
        }
        if (newMaxInactiveInterval == interval) {
            newMaxInactiveInterval = null;
        }
        attributes.settle(values);
        containerState.settle(state);
        login.ifPresent(change -> user = change.user());
        throwFailures(values, state);
    }

    /**
     * An access time that is not due would be written for nothing with the item, but moves its entry in the index of
     * expired sessions, which costs two units. A rename and another interval move it in any case.
     */
    private SessionTimes timesToWrite() {
        SessionTimes wanted = times();
        boolean entryStays = stored && newKey == null && wanted.equals(knownTimes);
        return entryStays && !isTouchDue() ? knownTimes : wanted.accessedAt(now());
    }

    private void write(SessionChanges changes) {
        SessionKey target = newKey;
        if (!stored) {
            create(changes, target == null ? key : target);
        } else if (target != null) {
            rename(changes, target);
        } else if (!changes.isEmpty()) {
            adopt(context.store().save(key, changes));
            version = UNKNOWN_VERSION;
        }
    }

    private void create(SessionChanges changes, SessionKey target) {
        StoredSession session = new StoredSession(
                1,
                changes.times(),
                changes.attributes().set(),
                changes.containerState().set(),
                changes.userAfter(Optional.empty()));
        key = target;
        newKey = null;
        boolean exactly = context.store().create(target, session, token);
        stored = true;
        if (exactly) {
            knownTimes = changes.times();
        } else {
            // An earlier call of ours was applied though its outcome was unknown; what it held may be older.
            adopt(context.store().save(target, changes));
        }
    }

    private void rename(SessionChanges changes, SessionKey target) {
        StoredSession loaded =
                new StoredSession(version, knownTimes, attributes.stored(), containerState.stored(), user);
        Optional<StoredSession> renamed = context.store().rename(key, target, loaded, changes);
        if (renamed.isEmpty()) {
            gone = true;
            return;
        }
        key = target;
        newKey = null;
        version = UNKNOWN_VERSION; // another node's changes in it are taken in by the next refresh
        knownTimes = renamed.get().times();
    }

    private static void throwFailures(TrackedAttributes.Pending values, TrackedAttributes.Pending state) {
        List<RuntimeException> failures = new ArrayList<>(values.failures().values());
        failures.addAll(state.failures().values());
        if (!failures.isEmpty()) {
            throw new AttributeNotSavedException(failures);
        }
    }

    void fillAsGone(StoredSession last) {
        adopt(last);
        gone = true;
    }

    private synchronized void adopt(StoredSession loaded) {
        if (loaded.version() < version) {
            return; // an older load that came later
        }
        version = loaded.version();
        knownTimes = loaded.times();
        user = loaded.user();
        attributes.refresh(loaded.attributes());
        containerState.refresh(loaded.containerState());
    }

    private void adopt(Optional<SessionTimes> nowStored) {
        nowStored.ifPresentOrElse(times -> knownTimes = times, () -> gone = true);
    }

    private Instant now() {
        return context.clock().instant();
    }

    private void locked(Lock lock, Runnable action) {
        try {
            if (!lock.tryLock(context.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(
                        "session " + key + " is busy: another request's store call did not end within "
                                + context.patience(),
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for session " + key, e);
        }
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
