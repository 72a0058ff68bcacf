package io.github.dynamosession.store.dynamodb;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a conditional write.
 *
 * @param found the item that failed the condition, as it stood at that moment, or the item that was claimed; empty if
 *     there was none, or if another write was applied
 */
record WriteResult(boolean applied, Optional<SessionItem> found) {

    static final WriteResult APPLIED = new WriteResult(true, Optional.empty());

    static WriteResult refused(Optional<SessionItem> found) {
        return new WriteResult(false, found);
    }

    /** The item that failed the condition if it is the wanted session all the same, so that the write may be retried. */
    Optional<SessionItem> foundAlive(Instant creationTime, Instant now) {
        return found.filter(item -> item.isGeneration(creationTime) && item.isAlive(now));
    }
}
