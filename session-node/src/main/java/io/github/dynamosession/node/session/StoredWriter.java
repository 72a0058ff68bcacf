package io.github.dynamosession.node.session;

import io.github.dynamosession.node.session.SessionParts.Drafts;
import io.github.dynamosession.node.session.Wanted.NewId;
import io.github.dynamosession.node.session.Wishes.Wish;
import io.github.dynamosession.store.LargeValueReference;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.payload.PayloadEncryption;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes the calls to the store that change one session, and notes what is stored then. One at a time. */
final class StoredWriter {

    private final SessionContext context;
    private final SessionState state;

    /** Of the first save, see {@link SessionStore#create}; most sessions have had theirs. */
    private final String token;

    private final AtomicLong writes = new AtomicLong();
    private final SessionParts parts;
    private final ValueWriter values;
    private final ValueMoves moves;

    StoredWriter(SessionContext context, SessionState state, SessionParts parts, SessionEncryption encryption) {
        this.context = context;
        this.state = state;
        this.parts = parts;
        this.token = state.isStored() ? "" : UUID.randomUUID().toString();
        LargeValueTerm term = new LargeValueTerm(context);
        this.values = new ValueWriter(context.limits(), state, encryption, term);
        this.moves = new ValueMoves(context, state, parts, term);
    }

    /**
     * Grows when a {@link #write} is over, and not when it begins: who then finds it as it was has asked for the session by
     * its key of now.
     */
    long writes() {
        return writes.get();
    }

    boolean isTouchDue() {
        return state.isStored()
                && !state.isGone()
                && context.touchPolicy()
                        .isDue(state.last().times(), context.clock().instant());
    }

    void touch() {
        LastStored last = state.last();
        adopt(store().touch(last.key(), last.times().accessedAt(clock().instant())));
    }

    /** True if it was there, or was never to be. */
    boolean delete() {
        LastStored last = state.last();
        return !state.isGone()
                && (!state.isStored() || store().delete(last.key(), last.times().creationTime()));
    }

    /**
     * An access time that is not due would be written for nothing with the item, but moves its entry in the index of
     * expired sessions, which costs two units. A rename and another interval move it in any case.
     */
    SessionTimes timesToWrite(Wanted wanting) {
        SessionTimes known = state.last().times();
        SessionTimes wanted = wanting.applyTo(known);
        boolean entryStays = state.isStored() && !wanting.isRename() && wanted.equals(known);
        return entryStays && !isTouchDue() ? known : wanted.accessedAt(clock().instant());
    }

    /** Gives values the bytes that are to be stored, and stores large ones: see {@link ValueWriter#pack}. */
    void pack(Wanted wanting, Drafts drafts) {
        values.pack(wanting, drafts, parts);
    }

    /** See {@link ValueMoves#moveDue}. */
    void moveValues() {
        moves.moveDue();
    }

    /**
     * Creates, renames or saves the session, whatever it takes; it may turn out to be {@linkplain SessionState#isGone gone}.
     *
     * @param wanting what {@code changes} were made for
     */
    void write(Wanted wanting, SessionChanges changes) {
        try {
            writeNow(wanting, changes);
        } finally {
            writes.incrementAndGet();
        }
    }

    private void writeNow(Wanted wanting, SessionChanges changes) {
        Wish<NewId> target = wanting.newId();
        if (!state.isStored()) {
            create(changes, target);
        } else if (target != null) {
            rename(changes, target.what());
        } else {
            adopt(store().save(state.last().key(), changes));
        }
        state.change(last -> last.saved(changes));
        state.fulfilled(wanting);
        if (store().metrics().isHeard() && !state.isGone()) {
            changes.attributes().set().values().forEach(this::tellSaved);
        }
    }

    private void tellSaved(byte[] value) {
        store().metrics().valueSaved(LargeValueReference.lengthOf(value));
    }

    private void create(SessionChanges changes, @Nullable Wish<NewId> target) {
        if (target != null) {
            SessionIdentity named =
                    state.last().identity().withSessionId(target.what().sessionId());
            state.change(last -> last.at(target.what().key(), named, last.sealed()));
        }
        LastStored first = state.last();
        Optional<byte[]> sealed = first.identity()
                .encrypted(encryption(), first.key(), changes.times().creationTime());
        state.change(last -> last.at(last.key(), last.identity(), sealed));
        StoredSession session = new StoredSession(
                1,
                changes.times(),
                changes.attributes().set(),
                changes.containerState().set(),
                changes.userAfter(Optional.empty()),
                sealed);
        state.fulfilled(new Wanted(target, null)); // whatever becomes of this call: the key is the new one
        boolean exactly = store().create(first.key(), session, token);
        state.markStored();
        if (exactly) {
            state.change(last -> last.withTimes(changes.times()));
        } else {
            // An earlier call of ours was applied though its outcome was unknown; what it held may be older.
            adopt(store().save(first.key(), changes));
        }
    }

    private void rename(SessionChanges changes, NewId target) {
        LastStored before = state.last();
        SessionIdentity renamed = before.identity().withSessionId(target.sessionId());
        Optional<byte[]> sealed =
                renamed.encrypted(encryption(), target.key(), changes.times().creationTime());
        store().rename(before.key(), target.key(), before.asStored(), changes.identifiedBy(sealed))
                .ifPresentOrElse(
                        now -> state.change(last ->
                                last.at(target.key(), renamed, now.identity()).withTimes(now.times())),
                        state::markGone);
    }

    private void adopt(Optional<SessionTimes> nowStored) {
        nowStored.ifPresentOrElse(times -> state.change(last -> last.withTimes(times)), state::markGone);
    }

    private PayloadEncryption encryption() {
        return context.limits().encryption();
    }

    private SessionStore store() {
        return context.store();
    }

    private Clock clock() {
        return context.clock();
    }
}
