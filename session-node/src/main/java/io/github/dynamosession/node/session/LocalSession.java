package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLease;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.users.OwnedSession;
import io.github.dynamosession.node.values.AttributeNotSavedException;
import io.github.dynamosession.node.values.SessionValues;
import io.github.dynamosession.node.values.ValueMap;
import io.github.dynamosession.store.LockedSession;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session while requests of this node are in it; they all share this object. It holds what was loaded and what they
 * changed, and writes the difference.
 *
 * <p>Once {@linkplain #isGone gone} (deleted, expired or renamed elsewhere) it is never stored again.
 */
public final class LocalSession implements OwnedSession {

    private static final long NO_USE_YET = 0;

    private final LocalSessions context;
    private final SessionState state;
    private final SessionParts parts;
    private final StoreCallGate gate;
    private final SessionLease lease;
    private final ValuePacking packing;
    private final SaveCycle saves;
    private final SaveMarks marks = new SaveMarks();

    LocalSession(LocalSessions context, LastStored last, boolean stored) {
        this.context = context;
        this.state = new SessionState(last, stored);
        this.gate = new StoreCallGate(context.patience());
        this.lease = new SessionLease(context.store(), context.locks(), this::renewLock);
        this.packing = new ValuePacking(context, state);
        String name = last.key().toString();
        this.parts = new SessionParts(
                new SessionValues(name, context.attributes(), packing::unpack, this::readFailed),
                new SessionValues(name, context.containerState(), packing::unpackState, this::readFailed));
        this.saves = new SaveCycle(context, this, state, parts, gate, lease, packing);
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
        marks.fail();
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            unit.fail();
        }
    }

    // ---------------------------------------------------------------- what it holds

    @Override
    public ValueMap attributes() {
        return parts.attributes().map();
    }

    @Override
    public ValueMap containerState() {
        return parts.containerState().map();
    }

    /** The times as stored, with an inactive interval that was set here and is not saved yet. */
    public SessionTimes times() {
        return state.times();
    }

    public void setMaxInactiveInterval(Duration interval) {
        state.setMaxInactiveInterval(interval);
    }

    /**
     * From the next save of the same request on the session is stored under the key of another id. Until then the old one
     * is valid.
     */
    public void rename(SessionKey to, String sessionId) {
        state.rename(to, sessionId);
        context.users().renaming(this);
    }

    /** Where the session is stored, whatever its id is to be. */
    @Override
    public SessionKey storedKey() {
        return state.last().key();
    }

    /** True from {@link #rename} until the next save. */
    public boolean isToBeRenamed() {
        return state.isToBeRenamed();
    }

    /** The id that the session had when it was last stored; empty if the store does not tell, as it does if it encrypts. */
    public Optional<String> sessionId() {
        return state.last().identity().sessionId();
    }

    /** Where the session is stored, or from the next save on will be. */
    @Override
    public SessionKey key() {
        return state.key();
    }

    /** True once the store was found not to have the session any more. */
    public boolean isGone() {
        return state.isGone();
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
        return state.isEndedElsewhere();
    }

    /**
     * True if a request has failed since the last save, or that did not reach the store for certain. Changes may still be
     * pending here; their client has been told that they are not made.
     */
    public boolean hasFailed() {
        return marks.hasFailed();
    }

    // ---------------------------------------------------------------- what other nodes changed

    /**
     * Takes in what other nodes changed, with one read of the store; a session that was never stored needs none.
     *
     * @return false if the session is gone
     * @throws StoreException if the store cannot tell
     */
    public boolean refresh() {
        if (state.isStored() && !state.isGone()) {
            gate.load(storedKey(), this::load);
            takeIn();
        }
        return !state.isGone();
    }

    private void load() {
        context.store().load(storedKey()).ifPresentOrElse(this::adopt, state::markGone);
    }

    private void adopt(StoredSession loaded) {
        LastStored last = state.last();
        SessionIdentity said = last.saysTheSame(loaded)
                ? last.identity()
                : SessionIdentity.of(loaded, last.key(), context.packing().encryption()); // may ask for keys
        state.adopt(loaded, said);
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
            newest = state.last().values();
            StoredValues taken = newest;
            parts.refresh(taken, () -> isNewest(taken));
        } while (!isNewest(newest));
    }

    private boolean isNewest(StoredValues values) {
        return state.last().values() == values;
    }

    /** The request that made it fails, and its client has no id of it: unless it is stored, it never will be. */
    void creationFailed() {
        if (!state.isStored()) {
            state.markGone();
        }
    }

    /** For a session that has expired: takes over how it was. */
    void fillAsGone(StoredSession last) {
        packing.requireKeysOf(last);
        adopt(last);
        takeIn();
        state.markGone();
    }

    // ---------------------------------------------------------------- the lock

    /**
     * Waits until no other request of any node has the session locked, locks it, and takes in what they changed. The
     * request has it, on whatever thread, until {@link #saveAndUnlock} or {@link #unlock}, of which it calls one once.
     *
     * @return false if the session is gone; it is not locked then
     * @throws io.github.dynamosession.store.SessionLockedException if others had it for too long
     * @throws StoreException if the store cannot tell
     */
    public boolean lock() {
        Duration left = lease.awaitTurn(storedKey());
        boolean locked = false;
        try {
            locked = !state.isGone()
                    && (!state.isStored() || lockInStore(left)); // of one that is not stored no other node knows
            return locked;
        } finally {
            if (!locked) {
                endTurn();
            }
        }
    }

    private boolean lockInStore(Duration left) {
        long writesBefore = saves.writes();
        Optional<LockedSession> taken = lease.take(storedKey(), left);
        gate.load(storedKey(), () -> {
            if (saves.writes() != writesBefore) {
                load(); // what came with the lock is older than what a request without one has saved here meanwhile
            } else {
                taken.ifPresentOrElse(session -> adopt(session.session()), state::markGone);
            }
        });
        takeIn();
        return !state.isGone() && (taken.isPresent() || lockInStore(left));
    }

    /** True while a request of this node has the session locked, or waits for the lock with none before it here. */
    public boolean isLocked() {
        return lease.isTaken();
    }

    /**
     * The same as {@link #save}, and unlocks the session, in one call to the store. If it fails, the changes are dropped,
     * as its client is told, and the session is unlocked as soon as the store lets it.
     *
     * @throws io.github.dynamosession.store.SessionLockLostException if the lock was lost meanwhile; nothing is saved
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
        state.dropWishes();
        parts.dropChanges();
        endTurn();
    }

    private void endTurn() {
        lease.releaseLater(storedKey(), state.last().times());
        lease.endTurn();
    }

    /** Not while a write is under way, which may be giving it back; the next renewal is soon enough then. */
    private void renewLock() {
        gate.loadUnlessBusy(() -> lease.renew(storedKey()));
    }

    // ---------------------------------------------------------------- saves

    /**
     * Writes what the request of this thread has changed, if anything: what it has set or removed, and the values that it
     * was handed and that changed since. When it returns, all of that is durable, also what an overlapping request's save
     * wrote. Finding the session gone is no error: its changes are dropped with it.
     *
     * @throws StoreException if that is not certain
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
        SaveMarks.Refused before = marks.refused();
        try {
            if (mayHaveChanges()) {
                save();
            }
        } catch (AttributeNotSavedException e) {
            if (before.isNewIn(e, attribute)) {
                throw e;
            }
        }
    }

    /** The last resort when a response is out: the same, but values that no one got since their last comparison rest. */
    public void saveRest() {
        saveUnlessQuietSince(marks.comparedAtUses());
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
        long usesNow = attributeUses();
        boolean complete = true;
        if (!state.isGone()) {
            boolean givesBack = unlocks && lease.isHeld();
            Drafts drafts = parts.collect(quietSince);
            if (givesBack || !saves.isClean(drafts)) {
                marks.saving(() -> saves.save(drafts, unlocks));
            }
            complete = drafts.isComplete();
        }
        if (complete) {
            marks.compared(usesNow);
        }
    }

    /** False if a {@link #save} would certainly write nothing; costs no comparison. */
    public boolean mayHaveChanges() {
        boolean untouched = attributeUses() == marks.comparedAtUses()
                && !parts.containerState().hasPendingChanges();
        return !state.isGone() && (state.hasPendingChanges() || !untouched);
    }

    /** Grows whenever an attribute is read, set or removed. */
    public long attributeUses() {
        return parts.attributes().uses();
    }

    /** Whether {@link #touchIfDue} would write. */
    public boolean isTouchDue() {
        return saves.isTouchDue();
    }

    /** Writes the access time if it is due and nobody else is writing. */
    public void touchIfDue() {
        saves.touchIfDue();
    }

    /**
     * Deletes the session from the store, at once.
     *
     * @return true if this call ended it, false if it was gone already
     * @throws StoreException if the store cannot tell; the session is as it was
     */
    public boolean delete() {
        parts.attributes().loadLargeValues();
        return saves.delete();
    }
}
