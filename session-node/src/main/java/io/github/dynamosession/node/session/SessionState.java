package io.github.dynamosession.node.session;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.node.session.Wanted.NewId;
import io.github.dynamosession.node.session.Wishes.Wish;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known to be stored of one session, and what requests want of it besides values. Saves change what is known, one at
 * a time ({@link StoreCallGate}), and so do loads, of which there may be several at once. Requests wish at any time.
 */
final class SessionState {

    /** Each is replaced as a whole, under the monitor; who reads one needs no lock. */
    private volatile LastStored last;

    private volatile Wishes<NewId> newIds = Wishes.none();
    private volatile Wishes<Duration> newIntervals = Wishes.none();
    private volatile boolean stored;
    private volatile boolean gone;
    private volatile boolean deletedHere;

    SessionState(LastStored last, boolean stored) {
        this.last = last;
        this.stored = stored;
    }

    // ---------------------------------------------------------------- what is known

    LastStored last() {
        return last;
    }

    boolean isStored() {
        return stored;
    }

    void markStored() {
        stored = true;
    }

    /** Not stored under its key any more, nor to be stored again. */
    boolean isGone() {
        return gone;
    }

    void markGone() {
        gone = true;
    }

    /** To be called before {@link #markGone}. */
    void markDeletedHere() {
        deletedHere = true;
    }

    boolean isEndedElsewhere() {
        return gone && !deletedHere;
    }

    /** Takes over a load, unless another one that is newer has overtaken it. */
    synchronized void adopt(StoredSession loaded, SessionIdentity said) {
        if (loaded.version() >= last.version()) {
            last = last.loaded(loaded, said);
        }
    }

    /** What this node has stored by itself. */
    synchronized void change(UnaryOperator<LastStored> change) {
        last = change.apply(last);
    }

    // ---------------------------------------------------------------- what is wanted

    /** Where the session is stored, or from the next save on will be. */
    SessionKey key() {
        Wish<NewId> pending = newIds.latest();
        return pending == null ? last.key() : pending.what().key();
    }

    /** The times as stored, with an inactive interval that was set here and is not saved yet. */
    SessionTimes times() {
        return new Wanted(null, newIntervals.latest()).applyTo(last.times());
    }

    boolean isToBeRenamed() {
        return newIds.latest() != null;
    }

    synchronized void rename(SessionKey to, String sessionId) {
        newIds = to.equals(last.key())
                ? newIds.withoutThatOf(RequestUnit.current())
                : newIds.with(new NewId(to, sessionId));
    }

    synchronized void setMaxInactiveInterval(Duration interval) {
        newIntervals = newIntervals.with(interval);
    }

    /** What a save of this thread is to make true besides values. */
    Wanted wanted() {
        return new Wanted(newIds.toSave(), newIntervals.toSave());
    }

    /** Tells whether a save of this thread would write something of this. */
    boolean hasPendingChanges() {
        return !stored || !wanted().isEmpty();
    }

    synchronized void fulfilled(Wanted done) {
        newIds = newIds.after(done.newId());
        newIntervals = newIntervals.after(done.newInterval());
    }

    /** Drops what this thread's request wishes, and what nobody is known to wish. */
    synchronized void dropWishes() {
        dropWishesOf(null);
        dropWishesOf(RequestUnit.current());
    }

    /** A save of this thread's request has failed: its client is told so, and no other save is to make up for it. */
    synchronized void saveFailed() {
        RequestUnit unit = RequestUnit.current();
        if (unit != null) {
            dropWishesOf(unit);
        }
    }

    private void dropWishesOf(@Nullable RequestUnit unit) {
        newIds = newIds.withoutThatOf(unit);
        newIntervals = newIntervals.withoutThatOf(unit);
    }
}
