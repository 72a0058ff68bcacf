package io.github.dynamosession.audit;

import io.github.dynamosession.store.dynamodb.SessionImage;
import io.github.dynamosession.store.dynamodb.SessionImage.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which events a change of the table is: a function of the record alone, so that it may be called again. Saves, touches, locks,
 * claims that follow another one, large values and recent logins are none.
 *
 * @param tableName of the sessions
 * @param grownBytes a session whose item and large values become larger than this is {@link EventKind#GROWN}
 */
record SessionEvents(String tableName, long grownBytes) {

    /** What becomes of an interactive session is seen below this. */
    static final long DEFAULT_GROWN_BYTES = 100 * 1024;

    List<SessionEvent> of(StreamChange change) {
        return new Change(change).events();
    }

    /** Changes that nobody can read any more. */
    SessionEvent gap(String id, Instant time, String detail) {
        return new SessionEvent(
                id, EventKind.GAP, time, tableName, Optional.empty(), Optional.empty(), Optional.of(detail));
    }

    private final class Change {

        private final StreamChange change;
        private final Optional<SessionImage> before;
        private final Optional<SessionImage> after;
        private final List<SessionEvent> events = new ArrayList<>();

        Change(StreamChange change) {
            this.change = change;
            this.before = SessionImage.of(change.before());
            this.after = SessionImage.of(change.after());
        }

        List<SessionEvent> events() {
            boolean same = before.map(SessionImage::created).equals(after.map(SessionImage::created));
            if (!same) {
                before.ifPresent(this::gone);
                after.ifPresent(this::begun);
            } else if (before.isPresent() && after.isPresent()) {
                changed(before.get(), after.get());
            }
            return events;
        }

        /** Not told here: one that had ended before, or that has another id. */
        private void gone(SessionImage session) {
            if (session.state() != State.LIVING) {
                return;
            }
            boolean replaced = after.isPresent(); // nothing but an expired session is
            if (replaced) {
                expired(session, "replaced");
            } else if (isCleanUp(session)) {
                expired(session, "clean-up");
            } else {
                add(session.user().isPresent() ? EventKind.LOGOUT : EventKind.ENDED, session, "ended");
            }
        }

        /** DynamoDB Local does not say who deletes; nobody else deletes a session after its time. */
        private boolean isCleanUp(SessionImage session) {
            return change.cleanedUp()
                    || session.deletedAt()
                            .filter(end -> !end.isAfter(change.time()))
                            .isPresent();
        }

        /** A change of the id is told by what it leaves under the old key. */
        private void begun(SessionImage session) {
            if (session.born() && session.state() == State.LIVING) {
                add(EventKind.CREATED, session);
                userChange(Optional.empty(), session);
                growth(0, session);
            }
        }

        private void changed(SessionImage old, SessionImage session) {
            if (old.state() != State.LIVING) {
                return;
            }
            switch (session.state()) {
                case MOVED -> {
                    add(EventKind.ID_CHANGED, session);
                    userChange(before, session);
                }
                case REVOKED -> add(old.user().isPresent() ? EventKind.USER_REVOKED : EventKind.REVOKED, old);
                case EXPIRED -> expired(old, "idle");
                case LIVING -> {
                    userChange(before, session);
                    growth(old.allBytes(), session);
                }
            }
        }

        private void expired(SessionImage session, String detail) {
            add(session.user().isPresent() ? EventKind.USER_EXPIRED : EventKind.EXPIRED, session, detail);
        }

        private void userChange(Optional<SessionImage> old, SessionImage session) {
            boolean hadUser = old.flatMap(SessionImage::user).isPresent();
            if (old.flatMap(SessionImage::user).equals(session.user())) {
                return;
            }
            if (session.user().isEmpty()) {
                add(EventKind.LOGOUT, session, "goes on");
            } else {
                add(hadUser ? EventKind.USER_CHANGED : EventKind.LOGIN, session);
            }
        }

        private void growth(long bytesBefore, SessionImage session) {
            if (bytesBefore <= grownBytes && session.allBytes() > grownBytes) {
                add(EventKind.GROWN, session);
            }
        }

        private void add(EventKind kind, SessionImage session) {
            add(kind, session, Optional.empty());
        }

        private void add(EventKind kind, SessionImage session, String detail) {
            add(kind, session, Optional.of(detail));
        }

        private void add(EventKind kind, SessionImage session, Optional<String> detail) {
            String id = change.eventId() + "-" + kind.text();
            events.add(new SessionEvent(id, kind, change.time(), tableName, Optional.of(session), before, detail));
        }
    }
}
