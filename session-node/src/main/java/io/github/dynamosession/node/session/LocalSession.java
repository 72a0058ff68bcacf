package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLease;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.users.OwnedSession;
import io.github.dynamosession.node.values.AttributeNotSavedException;
import io.github.dynamosession.node.values.SaveDraft;
import io.github.dynamosession.node.values.ValueMap;
import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.Loggers;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.LockUse;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionLockLostException;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.UserChange;
import io.github.dynamosession.store.codec.CodecException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One session while requests of this node are in it; they all share this object. It holds what was loaded and what they
 * changed, and writes the difference.
 *
 * <p>Once {@linkplain #isGone gone} (deleted, expired or renamed elsewhere) it is never stored again.
 */
public final class LocalSession implements OwnedSession {

    private static final Logger LOG = Loggers.of(LocalSession.class);

    private static final long NO_USE_YET = 0;

    private final LocalSessions context;
    private final LastStored known;
    private final ValueMap attributes;
    private final ValueMap containerState;
    private final ValuePacking packing;
    private final StoreCallGate io;
    private final SessionLease lock;
    private final AtomicLong writes = new AtomicLong();

    private volatile boolean endedHere;
    private volatile boolean failed;
    private volatile long comparedAtUses = NO_USE_YET;
    private volatile Set<String> refused = Set.of();

    LocalSession(LocalSessions context, SessionKey key, SessionIdentity identity, SessionTimes times, boolean stored) {
        this.context = context;
        this.known = new LastStored(context, key, identity, times, stored);
        this.io = new StoreCallGate(context.patience());
        this.lock = new SessionLease(context.store(), context.locks(), this::renewLock);
        this.packing = new ValuePacking(context, known);
        this.attributes = new ValueMap(key.toString(), context.attributes(), packing::unpack, this::readFailed);
        this.containerState =
                new ValueMap(key.toString(), context.containerState(), packing::unpackState, this::readFailed);
    }

    /**
     * A value that cannot be read now fails the request, which may have changed something before:
     *
     * <ol>
     *   <li>it changes the id, and cannot read a value,
     *   <li>its client gets a 503, without a cookie,
     *   <li>if the container saved at its end what changed, the old id would be gone, and nobody had the new one.
     * </ol>
     */
    private void readFailed() {
        failed = true;
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            unit.fail();
        }
    }

    @Override
    public ValueMap attributes() {
        return attributes;
    }

    @Override
    public ValueMap containerState() {
        return containerState;
    }

    /** The times as stored, with an inactive interval that was set here and is not saved yet. */
    public SessionTimes times() {
        return known.times();
    }

    public void setMaxInactiveInterval(Duration interval) {
        known.setMaxInactiveInterval(interval);
    }

    /**
     * From the next save of the same request on the session is stored under the key of another id. Until then the old one
     * is valid.
     */
    public void rename(SessionKey to, String sessionId) {
        known.rename(to, sessionId);
        context.users().renaming(this);
    }

    /** Where the session is stored, whatever its id is to be. */
    @Override
    public SessionKey storedKey() {
        return known.storedKey();
    }

    /** True from {@link #rename} until the next save. */
    public boolean isToBeRenamed() {
        return known.isToBeRenamed();
    }

    /** The id that the session had when it was last stored; empty if the store does not tell, as it does if it encrypts. */
    public Optional<String> sessionId() {
        return known.identity().sessionId();
    }

    /** Where the session is stored, or from the next save on will be. */
    @Override
    public SessionKey key() {
        return known.key();
    }

    /** True once the store was found not to have the session any more. */
    public boolean isGone() {
        return known.isGone();
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
        return known.isGone() && !endedHere;
    }

    /**
     * True if a request has failed since the last save, or that did not reach the store for certain. Changes are still
     * pending here; their client has been told that they are not made.
     */
    public boolean hasFailed() {
        return failed;
    }

    /**
     * Takes in what other nodes changed, with one read of the store; a session that was never stored needs none.
     *
     * @return false if the session is gone
     * @throws StoreException if the store cannot tell
     */
    public boolean refresh() {
        if (known.isStored() && !known.isGone()) {
            io.load(storedKey(), this::load);
            takeIn();
        }
        return !known.isGone();
    }

    private void load() {
        context.store().load(storedKey()).ifPresentOrElse(known::adopt, known::markGone);
    }

    /**
     * Waits until no other request of any node has the session locked, locks it, and takes in what they changed. The
     * request has it, on whatever thread, until {@link #saveAndUnlock} or {@link #unlock}, of which it calls one once.
     *
     * @return false if the session is gone; it is not locked then
     * @throws io.github.dynamosession.store.SessionLockedException if others had it for too long
     * @throws StoreException if the store cannot tell
     */
    public boolean lock() {
        Duration left = lock.awaitTurn(storedKey());
        boolean locked = false;
        try {
            locked = !known.isGone()
                    && (!known.isStored() || lockInStore(left)); // of one that is not stored no other node knows
            return locked;
        } finally {
            if (!locked) {
                endTurn();
            }
        }
    }

    /** True while a request of this node has the session locked, or waits for the lock with none before it here. */
    public boolean isLocked() {
        return lock.isTaken();
    }

    /**
     * Gives the values the newest bytes that are known, also if another request has loaded those. It compares values, which
     * runs code of the application, and so is done when no lock is held that other requests wait for:
     *
     * <ol>
     *   <li>request A joins, and compares a synchronized map, which is encoded under its own lock,
     *   <li>request B has that lock, and sets the map again,
     *   <li>B waits for A, and A for B.
     * </ol>
     */
    private void takeIn() {
        StoredValues newest;
        do {
            newest = known.values();
            takeIn(newest);
        } while (!isNewest(newest));
    }

    private void takeIn(StoredValues values) {
        attributes.refresh(values.attributes(), () -> isNewest(values));
        containerState.refresh(values.containerState(), () -> isNewest(values));
    }

    private boolean isNewest(StoredValues values) {
        return known.values() == values;
    }

    private boolean lockInStore(Duration left) {
        long writesBefore = writes.get();
        Optional<LockedSession> taken = lock.take(storedKey(), left);
        io.load(storedKey(), () -> {
            if (writes.get() != writesBefore) {
                load(); // what came with the lock is older than what a request without one has saved here meanwhile
            } else {
                taken.ifPresentOrElse(session -> known.adopt(session.session()), known::markGone);
            }
        });
        takeIn();
        return !known.isGone() && (taken.isPresent() || lockInStore(left));
    }

    /**
     * The same as {@link #save}, and unlocks the session, in one call to the store. If it fails, the changes are dropped,
     * as its client is told, and the session is unlocked as soon as the store lets it.
     *
     * @throws SessionLockLostException if the lock was lost meanwhile; nothing is saved
     */
    public void saveAndUnlock() {
        boolean saved = false;
        try {
            save(NO_USE_YET, true);
            saved = true;
        } finally {
            if (saved) {
                endTurn();
            } else {
                unlock();
            }
        }
    }

    /**
     * Unlocks the session after a request that failed, without waiting for the store. What it did not save is dropped, but
     * not what another request is known to have set or removed:
     *
     * <ol>
     *   <li>its save has count=5, and nobody knows whether that was applied,
     *   <li>a request on another node finds the lock free, and saves count=6,
     *   <li>the next request here would take the pending 5 for its own change, and save 6 again.
     * </ol>
     */
    public void unlock() {
        discardChanges();
        endTurn();
    }

    private void endTurn() {
        lock.releaseLater(storedKey(), known.storedTimes());
        lock.endTurn();
    }

    /** Not while a write is under way, which may be giving it back; the next renewal is soon enough then. */
    private void renewLock() {
        io.loadUnlessBusy(() -> lock.renew(storedKey()));
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

    /**
     * The same as {@link #save}, for a use outside of requests. A value that was refused before is not the failure of a use
     * of another attribute.
     *
     * @param attribute the name that is used, if it is one
     */
    public void saveUse(@Nullable String attribute) {
        Set<String> refusedBefore = refused;
        try {
            if (mayHaveChanges()) {
                save();
            }
        } catch (AttributeNotSavedException e) {
            if (!refusedBefore.containsAll(e.names())
                    || (attribute != null && e.names().contains(attribute))) {
                throw e;
            }
        }
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
        save(uses, false);
    }

    private void save(long quietSince, boolean unlocks) {
        long usesNow = attributes.uses();
        if (!known.isGone()) {
            boolean hasLock = unlocks && lock.isHeld();
            SaveDraft values = attributes.collect(quietSince);
            SaveDraft state = containerState.collect(quietSince);
            if (hasLock || !isClean(values, state)) {
                save(values, state, unlocks);
            }
        }
        comparedAtUses = usesNow;
    }

    private void save(SaveDraft values, SaveDraft state, boolean unlocks) {
        failed = true;
        boolean saved = false;
        try {
            Optional<UserChange> login = context.users().change(this, values, state);
            io.write(storedKey(), () -> saveExclusively(values, state, login, unlocks));
            saved = true;
            failed = false;
        } finally {
            if (!saved) {
                known.saveFailed();
            }
        }
    }

    /** False if a {@link #save} would certainly write nothing; costs no comparison. */
    public boolean mayHaveChanges() {
        boolean untouched = attributes.uses() == comparedAtUses && !containerState.hasPendingChanges();
        return !known.isGone() && (known.hasPendingChanges() || !untouched);
    }

    /** Grows whenever an attribute is read, set or removed. */
    public long attributeUses() {
        return attributes.uses();
    }

    /** Writes the access time if it is due and nobody else is writing. */
    public void touchIfDue() {
        if (known.isTouchDue()) {
            io.writeUnlessBusy(() -> {
                if (known.isTouchDue()) {
                    known.touch();
                    if (!known.isGone()) {
                        renewValues();
                    }
                }
            });
        }
    }

    private void renewValues() {
        try {
            Map<String, byte[]> renewed = packing.renewDue(attributes.stored());
            known.renewed(renewed);
            attributes.renewed(renewed);
        } catch (StoreException | CodecException e) { // there is time left, and what the request wants is done
            LOG.log(Level.WARNING, "large values of session {0} are to be renewed later: {1}", key(), e.getMessage());
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
        attributes.loadLargeValues();
        io.write(storedKey(), () -> {
            deletedHere[0] = known.delete();
            endedHere |= deletedHere[0]; // first: see isEndedElsewhere
            known.markGone();
            lock.forget();
        });
        return deletedHere[0];
    }

    private boolean isClean(SaveDraft values, SaveDraft state) {
        return !known.hasPendingChanges() && values.isEmpty() && state.isEmpty();
    }

    /** Whether {@link #touchIfDue} would write. */
    public boolean isTouchDue() {
        return known.isTouchDue();
    }

    /** All that runs code of the application is done before: see {@link #takeIn}. */
    private void saveExclusively(
            SaveDraft collectedValues, SaveDraft collectedState, Optional<UserChange> collectedLogin, boolean unlocks) {
        // The save we waited for may have written it all.
        SaveDraft values = attributes.stillPending(collectedValues);
        SaveDraft state = containerState.stillPending(collectedState);
        Optional<UserChange> login =
                collectedLogin.filter(change -> context.users().isChangedBy(values, state));
        LockUse lockUse = lock.use(unlocks);
        if (known.isGone() || (isClean(values, state) && !lockUse.releases())) {
            return;
        }
        Wanted wish = known.wishToSave();
        packing.pack(wish, values, attributes.stored(), state, containerState.stored());
        boolean goesOn = !known.isStored() && !unlocks && lock.isTaken();
        write(wish, values, state, login, lockUse);
        if (known.isGone()) {
            LOG.log(
                    Level.INFO,
                    "changes of session {0} are dropped: it was ended or renamed meanwhile",
                    known.storedKey());
            return;
        }
        attributes.settle(values);
        containerState.settle(state);
        renewValues();
        if (goesOn) {
            lock.take(storedKey(), Duration.ZERO); // the client may already have the id when the request changes more
        }
        throwFailures(values, state);
    }

    private void write(Wanted wish, SaveDraft values, SaveDraft state, Optional<UserChange> login, LockUse lockUse) {
        boolean done = false;
        try {
            write(
                    wish,
                    new SessionChanges(
                            values.delta(),
                            state.delta(),
                            known.timesToWrite(wish),
                            known.storedTimes(),
                            login,
                            lockUse));
            done = true;
        } finally {
            if (!done) {
                attributes.inDoubt(values);
                containerState.inDoubt(state);
            }
        }
    }

    private void write(Wanted wish, SessionChanges changes) {
        writes.incrementAndGet();
        try {
            known.write(wish, changes);
        } catch (SessionLockLostException e) {
            lock.forget();
            throw e;
        }
        if (changes.lockUse().releases()) {
            lock.forget();
        }
    }

    private void discardChanges() {
        known.discardChanges();
        attributes.discardChanges();
        containerState.discardChanges();
    }

    private void throwFailures(SaveDraft values, SaveDraft state) {
        Map<String, RuntimeException> failures = new LinkedHashMap<>(state.failures());
        failures.putAll(values.failures());
        refused = Set.copyOf(failures.keySet());
        if (!failures.isEmpty()) {
            throw new AttributeNotSavedException(failures);
        }
    }

    void fillAsGone(StoredSession last) {
        packing.requireKeysOf(last);
        known.adopt(last);
        takeIn();
        known.markGone();
    }
}
