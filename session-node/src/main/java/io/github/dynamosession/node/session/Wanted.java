package io.github.dynamosession.node.session;

import io.github.dynamosession.node.request.RequestUnit;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What requests want of a session besides its values. A save takes it once: what is wished while it is under way is for the
 * next one.
 *
 * @param newId null: the session keeps its id
 * @param newInterval null: it keeps its inactive interval
 */
record Wanted(@Nullable NewId newId, @Nullable NewInterval newInterval) {

    static final Wanted NONE = new Wanted(null, null);

    /**
     * An id, and the key under which the session is to be stored for it.
     *
     * @param unit who wishes it; null: nobody knows
     */
    record NewId(SessionKey key, String sessionId, @Nullable RequestUnit unit) {}

    /** @param unit who wishes it; null: nobody knows */
    record NewInterval(Duration interval, @Nullable RequestUnit unit) {}

    Wanted withNewId(@Nullable NewId id) {
        return new Wanted(id, newInterval);
    }

    Wanted withNewInterval(NewInterval interval) {
        return new Wanted(newId, interval);
    }

    /** What is left to wish when another wish, which was a part of this one, has come true. */
    Wanted without(Wanted fulfilled) {
        return new Wanted(
                newId == fulfilled.newId ? null : newId, newInterval == fulfilled.newInterval ? null : newInterval);
    }

    /** What a save of a unit makes true. */
    Wanted savedBy(@Nullable RequestUnit saving) {
        return new Wanted(
                newId != null && isFor(newId.unit, saving) ? newId : null,
                newInterval != null && isFor(newInterval.unit, saving) ? newInterval : null);
    }

    private static boolean isFor(@Nullable RequestUnit wishing, @Nullable RequestUnit saving) {
        return wishing == null || wishing == saving || wishing.isOver();
    }

    /** Without what units wish that have failed. */
    Wanted ofThoseThatGoOn() {
        return new Wanted(
                newId != null && newId.unit != null && newId.unit.hasFailed() ? null : newId,
                newInterval != null && newInterval.unit != null && newInterval.unit.hasFailed() ? null : newInterval);
    }

    /** Without what a unit wishes. */
    Wanted withoutThatOf(@Nullable RequestUnit unit) {
        return new Wanted(
                newId != null && newId.unit == unit ? null : newId,
                newInterval != null && newInterval.unit == unit ? null : newInterval);
    }

    boolean isEmpty() {
        return newId == null && newInterval == null;
    }

    SessionTimes applyTo(SessionTimes times) {
        return newInterval == null ? times : times.withMaxInactiveInterval(newInterval.interval);
    }
}
