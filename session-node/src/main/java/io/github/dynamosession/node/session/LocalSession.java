package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLease;
import io.github.dynamosession.node.request.AttributeNotSavedException;
import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.users.OwnedSession;
import io.github.dynamosession.node.values.ValueMap;
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

    private final SessionContext context;
    private final SessionState state;
    private final SessionParts parts;
    private final SaveCycle saves;
    private final Refreshes refreshes;
    private final LockTurn turn;
    private final SaveMarks marks = new SaveMarks();

    LocalSession(SessionContext context, SessionState state) {
        this.context = context;
        this.state = state;
        StoreCallGate gate = new StoreCallGate(context.patience());
        SessionLease lease = new SessionLease(context.store(), context.locks(), this::renewLock);
        SessionEncryption encryption = new SessionEncryption(context, state);
        this.parts = SessionParts.of(
                context, storedKey().toString(), new ValueReader(context, state, encryption), RequestUnit::failCurrent);
        this.refreshes = new Refreshes(context, state, parts, gate, encryption);
        this.saves = new SaveCycle(context, this, state, parts, gate, lease, encryption);
        this.turn = new LockTurn(context.store().metrics(), state, gate, lease, saves, refreshes);
    }

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
        return state.isGone() && !state.isEndedHere();
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
            refreshes.refresh();
        }
        return !state.isGone();
    }

    /** For a session that has expired: takes over how it was. */
    void fillAsGone(StoredSession last) {
        refreshes.fill(last);
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
        return turn.take();
    }

    private void renewLock() {
        turn.renew();
    }

    /** True while a request of this node has the session locked, or waits for the lock with none before it here. */
    public boolean isLocked() {
        return turn.isTaken();
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
            save(NO_USE_YET, true, false);
            parts.leave();
            saved = true;
        } finally {
            if (saved) {
                turn.end();
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
        turn.end();
    }

    // ---------------------------------------------------------------- saves

    /**
     * Writes what the request of this thread has changed, if anything: what it has set or removed, and the values that it
     * was handed and that changed since. When it returns, all of that is durable, also what an overlapping request's save
     * wrote. Finding the session gone is no error: its changes are dropped with it. A request that has failed saves nothing.
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

    /** In the midst of a response: the same, but values that no one got since their last comparison rest. */
    public void saveRest() {
        saveUnlessQuietSince(marks.comparedAtUses());
    }

    /** The last resort when a response is out: the same as {@link #saveRest}, and what it writes is told as late. */
    public void saveLate() {
        if (!RequestUnit.currentHasFailed()) {
            save(marks.comparedAtUses(), false, true);
        }
    }

    /**
     * The same as {@link #save}, but without comparing values if no one got one from this session since {@link
     * #attributeUses} was {@code uses}. Only for a request whose application code had returned by then: it could change a
     * value that it got earlier.
     */
    public void saveUnlessQuietSince(long uses) {
        if (!RequestUnit.currentHasFailed()) {
            save(uses, false, RequestUnit.currentIsAnswered());
        }
    }

    private void save(long quietSince, boolean unlocks, boolean late) {
        long usesNow = attributeUses();
        boolean complete = true;
        if (!state.isGone()) {
            boolean givesBack = unlocks && turn.hasLock();
            Drafts drafts = parts.collect(quietSince);
            if (givesBack || !saves.isClean(drafts)) {
                boolean written = marks.saving(() -> saves.save(drafts, unlocks));
                if (written && late) {
                    context.store().metrics().lateSave();
                }
            }
            complete = drafts.isComplete();
        }
        marks.compared(usesNow, complete);
    }

    /** False if a {@link #save} would certainly write nothing; costs no comparison. */
    public boolean mayHaveChanges() {
        boolean untouched = attributeUses() == marks.comparedAtUses()
                && !parts.containerState().hasPendingChanges();
        return !state.isGone() && (state.hasPendingChanges() || !untouched);
    }

    /** Grows with each use of an attribute. */
    public long attributeUses() {
        return parts.attributes().uses();
    }

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
