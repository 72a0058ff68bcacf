package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionConflictException;
import io.github.dynamosession.store.SessionKey;
import java.time.Clock;
import java.time.Instant;

/** Puts a new session where no living one is. */
final class SessionCreation {

    private final TableCalls calls;
    private final Clock clock;

    SessionCreation(TableCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#create} promises. */
    boolean create(SessionKey key, SessionItem item, String token) {
        Condition condition = Condition.ABSENT;
        for (int round = 0; round < Rounds.MAX; round++) {
            WriteResult result = calls.put(Operation.CREATE, key, item, condition);
            if (result.applied()) {
                return true;
            }
            if (result.found().isPresent()) {
                SessionItem found = result.found().get();
                if (isOwn(found, item, token)) {
                    return found.values().equals(item.values());
                }
                condition = replacing(key, found);
            } else {
                condition = Condition.ABSENT; // the expired item went between the two calls
            }
        }
        throw Rounds.exhausted(Operation.CREATE, calls.where(key));
    }

    private static boolean isOwn(SessionItem found, SessionItem item, String token) {
        return found.wasPutBy(token) && found.isGeneration(item.times().creationTime());
    }

    private Condition replacing(SessionKey key, SessionItem found) {
        Instant now = clock.instant();
        if (found.isAlive(now)) {
            throw new SessionConflictException(key);
        }
        return Condition.expiredGeneration(found, now);
    }
}
