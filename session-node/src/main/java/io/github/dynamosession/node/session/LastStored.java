package io.github.dynamosession.node.session;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.Wanted.NewId;
import io.github.dynamosession.node.session.Wanted.NewInterval;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserKey;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known to be stored of one live session besides its values: where, since when, whose; and what of that the
 * application wants changed. Writes of {@link StoreCallGate} change it, and its loads, of which there may be several at once.
 */
final class LastStored {

    private static final long UNKNOWN_VERSION = -1;

    private final LocalSessions context;
    private final String token = UUID.randomUUID().toString();

    private volatile boolean gone;
    private volatile boolean stored;
    private volatile SessionKey key;
    private volatile SessionTimes knownTimes;
    private volatile long version = UNKNOWN_VERSION;
    private volatile StoredValues values = StoredValues.NONE; // of the version, if that is known
    private volatile boolean whole = true;
    private volatile Optional<UserKey> user = Optional.empty();
    private volatile SessionIdentity identity;
    private volatile Optional<byte[]> storedIdentity = Optional.empty();

    /** What the application asked for and the store does not know yet; any request may ask at any time. */
    private volatile Wanted wish = Wanted.NONE; // written under the monitor

    LastStored(LocalSessions context, SessionKey key, SessionIdentity identity, SessionTimes times, boolean stored) {
        this.context = context;
        this.key = key;
        this.identity = identity;
        this.knownTimes = times;
        this.stored = stored;
    }

    // ---------------------------------------------------------------- what is known

    boolean isGone() {
        return gone;
    }

    void markGone() {
        gone = true;
    }

    boolean isStored() {
        return stored;
    }

    /** Where the session is stored, whatever its id is to be. */
    SessionKey storedKey() {
        return key;
    }

    SessionTimes storedTimes() {
        return knownTimes;
    }

    /** Which session this is, whatever its id is to be. */
    SessionIdentity identity() {
        return identity;
    }

    /** The newest values that are known to be stored: the same object until there are newer ones. */
    StoredValues values() {
        return values;
    }

    /** Takes over a load, unless another one that is newer has overtaken it. */
    void adopt(StoredSession loaded) {
        SessionIdentity said = saidBy(loaded); // may ask for keys: not under the monitor
        synchronized (this) {
            if (loaded.version() >= version) {
                identity = said;
                storedIdentity = loaded.identity();
                version = loaded.version();
                values = StoredValues.of(loaded);
                whole = loaded.whole();
                knownTimes = loaded.times();
                user = loaded.user();
            }
        }
    }

    private SessionIdentity saidBy(StoredSession loaded) {
        byte[] said = loaded.identity().orElse(null);
        return said != null && Arrays.equals(storedIdentity.orElse(null), said)
                ? identity
                : SessionIdentity.of(loaded, key, encryption());
    }

    private void adopt(Optional<SessionTimes> nowStored) {
        nowStored.ifPresentOrElse(times -> knownTimes = times, this::markGone);
    }

    // ---------------------------------------------------------------- what is wanted

    /** Where the session is stored, or from the next save on will be. */
    SessionKey key() {
        NewId pending = wish().newId();
        return pending == null ? key : pending.key();
    }

    synchronized void rename(SessionKey to, String sessionId) {
        NewId id = to.equals(key) ? null : new NewId(to, sessionId, RequestUnit.current());
        wish = wish.withNewId(id);
    }

    boolean isToBeRenamed() {
        return wish().newId() != null;
    }

    /** What a save of this thread is to make true besides values. */
    Wanted wishToSave() {
        return wish().savedBy(RequestUnit.current());
    }

    private Wanted wish() {
        return wish.ofThoseThatGoOn();
    }

    /** The times as stored, with an inactive interval that was set here and is not saved yet. */
    SessionTimes times() {
        return wish().applyTo(knownTimes);
    }

    synchronized void setMaxInactiveInterval(Duration interval) {
        wish = wish.withNewInterval(new NewInterval(interval, RequestUnit.current()));
    }

    /** Tells whether a save of this thread would write something of this. */
    boolean hasPendingChanges() {
        return !stored || !wishToSave().isEmpty();
    }

    /** Drops what this thread's request wishes, and what nobody is known to wish. */
    synchronized void discardChanges() {
        wish = wish.withoutThatOf(null).withoutThatOf(RequestUnit.current());
    }

    /** A save of this thread's request has failed: its client is told so, and no other save is to make up for it. */
    synchronized void saveFailed() {
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            wish = wish.withoutThatOf(unit);
        }
    }

    // ---------------------------------------------------------------- writes

    boolean isTouchDue() {
        return stored && !gone && context.touchPolicy().isDue(knownTimes, now());
    }

    void touch() {
        adopt(store().touch(key, knownTimes.accessedAt(now())));
    }

    /** True if it was there, or was never to be. */
    boolean delete() {
        return !gone && (!stored || store().delete(key, knownTimes.creationTime()));
    }

    /**
     * An access time that is not due would be written for nothing with the item, but moves its entry in the index of
     * expired sessions, which costs two units. A rename and another interval move it in any case.
     */
    SessionTimes timesToWrite(Wanted wanting) {
        SessionTimes wanted = wanting.applyTo(knownTimes);
        boolean entryStays = stored && wanting.newId() == null && wanted.equals(knownTimes);
        return entryStays && !isTouchDue() ? knownTimes : wanted.accessedAt(now());
    }

    /**
     * Creates, renames or saves the session, whatever it takes; it may turn out to be {@linkplain #isGone gone}.
     *
     * @param wanting what {@code changes} were made for
     */
    void write(Wanted wanting, SessionChanges changes) {
        NewId target = wanting.newId();
        if (!stored) {
            create(changes, target);
        } else if (target != null) {
            rename(changes, target);
        } else if (!changes.isEmpty() || changes.lockUse().releases()) {
            adopt(store().save(key, changes));
            version = UNKNOWN_VERSION;
        }
        user = changes.userAfter(user);
        values = values.after(changes);
        fulfilled(wanting);
    }

    /** The store holds other bytes for the same attributes. */
    void renewed(Map<String, byte[]> bytes) {
        values = values.with(bytes);
    }

    private synchronized void fulfilled(Wanted done) {
        wish = wish.without(done);
    }

    private void create(SessionChanges changes, @Nullable NewId target) {
        if (target != null) {
            identity = identity.withSessionId(target.sessionId());
            key = target.key();
        }
        storedIdentity = identity.encrypted(encryption(), key, changes.times().creationTime());
        StoredSession session = new StoredSession(
                1,
                changes.times(),
                changes.attributes().set(),
                changes.containerState().set(),
                changes.userAfter(Optional.empty()),
                storedIdentity);
        fulfilled(new Wanted(target, null)); // whatever becomes of this call: the key is the new one
        boolean exactly = store().create(key, session, token);
        stored = true;
        if (exactly) {
            knownTimes = changes.times();
        } else {
            // An earlier call of ours was applied though its outcome was unknown; what it held may be older.
            adopt(store().save(key, changes));
        }
    }

    private void rename(SessionChanges changes, NewId target) {
        StoredSession loaded = new StoredSession(
                version, knownTimes, values.attributes(), values.containerState(), user, storedIdentity, whole);
        SessionIdentity renamed = identity.withSessionId(target.sessionId());
        Optional<byte[]> encrypted =
                renamed.encrypted(encryption(), target.key(), changes.times().creationTime());
        Optional<StoredSession> nowStored = store().rename(key, target.key(), loaded, changes.identifiedBy(encrypted));
        if (nowStored.isEmpty()) {
            gone = true;
            return;
        }
        key = target.key();
        identity = renamed;
        storedIdentity = nowStored.get().identity();
        version = UNKNOWN_VERSION; // another node's changes in it are taken in by the next refresh
        knownTimes = nowStored.get().times();
    }

    private PayloadEncryption encryption() {
        return context.packing().encryption();
    }

    private SessionStore store() {
        return context.store();
    }

    private Instant now() {
        return context.clock().instant();
    }
}
