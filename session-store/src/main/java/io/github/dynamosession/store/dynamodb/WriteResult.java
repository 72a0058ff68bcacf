package io.github.dynamosession.store.dynamodb;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a conditional write.
 *
 * @param found the item that failed the condition, as it stood at that moment, or the item that was claimed or deleted;
 *     empty if there was none, or if another write was applied
 * @param repeated whether it was refused when the client made it again, so that an earlier attempt may have been applied
 */
record WriteResult(boolean applied, Optional<SessionItem> found, boolean repeated) implements CallRunner.Conditional {

    static final WriteResult APPLIED = new WriteResult(true, Optional.empty(), false);

    /** The item that failed the condition if it is the wanted session all the same, so that the write may be retried. */
    Optional<SessionItem> foundAlive(Instant creationTime, Instant now) {
        return found.filter(item -> item.isGeneration(creationTime) && item.isAlive(now));
    }

    /**
     * Of a deletion: tells whether it was this one as far as anyone can tell. A repeated attempt that finds nothing cannot
     * know whether another node was faster; it would be worse if no node told of the end.
     */
    boolean deleted() {
        return applied || (repeated && found.isEmpty());
    }
}
