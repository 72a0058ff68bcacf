package io.github.dynamosession.node.session;

import io.github.dynamosession.node.session.Wishes.Wish;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one save is to make true besides values.
 *
 * @param newId null: the session keeps its id
 * @param newInterval null: it keeps its inactive interval
 */
record Wanted(@Nullable Wish<NewId> newId, @Nullable Wish<Duration> newInterval) {

    /** An id, and the key under which the session is to be stored for it. */
    record NewId(SessionKey key, String sessionId) {}

    boolean isRename() {
        return newId != null;
    }

    boolean isEmpty() {
        return newId == null && newInterval == null;
    }

    SessionTimes applyTo(SessionTimes times) {
        return newInterval == null ? times : times.withMaxInactiveInterval(newInterval.what());
    }
}
