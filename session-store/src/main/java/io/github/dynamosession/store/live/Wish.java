package io.github.dynamosession.store.live;

import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the application wants of a session besides its values. A save takes it once: what is wished while it is under way is
 * for the next one.
 *
 * @param newId null: the session keeps its id
 * @param maxInactiveInterval null: it keeps its inactive interval
 */
record Wish(@Nullable NewId newId, @Nullable Duration maxInactiveInterval) {

    static final Wish NONE = new Wish(null, null);

    /** An id, and the key under which the session is to be stored for it. */
    record NewId(SessionKey key, String sessionId) {}

    Wish withNewId(@Nullable NewId id) {
        return new Wish(id, maxInactiveInterval);
    }

    Wish withMaxInactiveInterval(Duration interval) {
        return new Wish(newId, interval);
    }

    /** What is left to wish when another wish, which was this one once, has come true. */
    Wish without(Wish fulfilled) {
        return new Wish(
                newId == fulfilled.newId ? null : newId,
                maxInactiveInterval == fulfilled.maxInactiveInterval ? null : maxInactiveInterval);
    }

    boolean isEmpty() {
        return newId == null && maxInactiveInterval == null;
    }

    SessionTimes applyTo(SessionTimes times) {
        return maxInactiveInterval == null ? times : times.withMaxInactiveInterval(maxInactiveInterval);
    }
}
