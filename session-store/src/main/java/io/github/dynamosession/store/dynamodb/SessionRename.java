package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionConflictException;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.dynamodb.TableCalls.MoveResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Moves a session to another key in one transaction, which fails if the session is not just what was copied. */
final class SessionRename {

    private final TableCalls calls;
    private final ItemTimes layout;
    private final RecentLogins logins;
    private final Clock clock;

    SessionRename(TableCalls calls, ItemTimes layout, RecentLogins logins, Clock clock) {
        this.calls = calls;
        this.layout = layout;
        this.logins = logins;
        this.clock = clock;
    }

    /** As {@link io.github.dynamosession.store.SessionStore#rename} promises. */
    Optional<StoredSession> rename(SessionKey from, SessionKey to, StoredSession loaded, SessionChanges changes) {
        Instant created = changes.times().creationTime();
        String writer = from.partitionKey();
        Optional<SessionItem> current = loaded.version() < 0 || !loaded.whole()
                ? read(from, created)
                : Optional.of(SessionItem.of(calls.where(from), from, loaded, writer, layout));
        Optional<SessionItem> rival = current.isPresent() ? Optional.empty() : calls.get(Operation.RELOAD, to, true);
        for (int round = 0; round < Rounds.MAX && current.isPresent(); round++) {
            if (Rounds.pause(round)) {
                current = read(from, created);
                if (current.isEmpty()) {
                    break;
                }
            }
            SessionItem next = current.get().with(to, changes, layout).writtenBy(writer);
            next.user().ifPresent(user -> logins.add(Operation.RENAME, user, to));
            Instant now = clock.instant();
            Condition condition = Condition.unchanged(current.get(), next, changes.lockUse(), now);
            MoveResult result = calls.move(from, condition, current.get().movedTo(next, now), to, next);
            if (result.applied()) {
                return Optional.of(next.session());
            }
            if (result.mark().applied()) {
                throw new SessionConflictException(to);
            }
            rival = result.put().found();
            current = result.mark().foundAlive(created, now);
            current.ifPresent(found -> found.requireLockedFor(changes.lockUse(), from));
        }
        if (current.isPresent()) {
            throw Rounds.exhausted(Operation.RENAME, calls.where(from));
        }
        // from is gone: if to holds this very session, an earlier attempt of this move was applied after all
        return rival.filter(item -> item.wasPutBy(writer) && isAliveSince(created, item))
                .map(SessionItem::session);
    }

    private Optional<SessionItem> read(SessionKey from, Instant created) {
        return calls.get(Operation.RELOAD, from, true).filter(item -> isAliveSince(created, item));
    }

    private boolean isAliveSince(Instant creationTime, SessionItem item) {
        return item.isGeneration(creationTime) && item.isAlive(clock.instant());
    }
}
